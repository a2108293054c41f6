"""Odd arguments: an error in words, which names the argument, before anything is sent."""

from __future__ import annotations

import json
import math
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opencode_sessions import (
    AssistantMessage,
    AsyncOpencode,
    FilePartInput,
    Opencode,
    PermissionRequest,
    Project,
    Provider,
    QuestionRequest,
    Reply,
    Session,
    SessionMessagesResponseItem,
    StructuredReply,
    TextPartInput,
    Turn,
    UserMessage,
    WatchedEvent,
)
from opencode_sessions._events import waiting_in
from opencode_sessions._prompt import prompt_parts
from opencode_sessions.batch import Job
from opencode_sessions_api import api
from opencode_sessions_api.models import decode_event, decode_message, decode_part
from tests.support.samples import SESSION

pytestmark = pytest.mark.anyio

SENDS_NOTHING = "http://server.test"


@pytest.fixture
def unused(make_client: Callable[..., Any], mode: str) -> Any:
    """A client that must not send anything."""

    def respond(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.method} {request.url} was sent")

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return make_client(SENDS_NOTHING, http_client=kind(transport=httpx.MockTransport(respond)))


SESSION_ID = "ses_1"
INFO = {"id": "msg_1", "sessionID": SESSION_ID, "time": {"created": 1}}
PART = {"id": "prt_1", "messageID": "msg_1", "sessionID": SESSION_ID}
REQUEST = {"id": "per_1", "sessionID": SESSION_ID, "permission": "bash", "patterns": []}
QUESTION = {"id": "que_1", "sessionID": SESSION_ID, "questions": []}
ASSISTANT = AssistantMessage.from_dict({"role": "assistant", "parentID": "msg_0", **INFO})
USER = UserMessage.from_dict({"role": "user", **INFO})
REPLY = Reply(ASSISTANT, [])
NEW_PART = decode_part({"type": "new", **PART})
TEXT = decode_part({"type": "text", "text": "Hi", **PART})
IDLE = decode_event({"type": "session.idle", "properties": {"sessionID": SESSION_ID}})
UPDATED = decode_event({"type": "session.updated", "properties": {"info": {"id": SESSION_ID, "projectID": "x"}}})
CONNECTED = decode_event({"type": "server.connected", "properties": {}})
PERMISSION = PermissionRequest.from_dict(REQUEST)
PROJECT = Project.from_dict({"id": "prj_1", "worktree": "/", "time": {"created": 1}})

#: Where these are meant: what may be given.
SESSIONS: list[Any] = [
    Session.from_dict({**SESSION, "id": SESSION_ID}),
    SESSION_ID,
    ASSISTANT,
    USER,
    decode_message({"role": "new", **INFO}),
    REPLY,
    SessionMessagesResponseItem(USER, []),
    StructuredReply.of_kind(REPLY, Session),
    Turn([REPLY]),
    TEXT,
    NEW_PART,
    IDLE,
    UPDATED,
    WatchedEvent(IDLE, "/d"),
    PERMISSION,
    QuestionRequest.from_dict(QUESTION),
    waiting_in(PERMISSION, "/d"),
]
MESSAGES: list[Any] = [ASSISTANT, USER, REPLY, SessionMessagesResponseItem(USER, []), TEXT, NEW_PART, "msg_1"]
PARTS: list[Any] = [TEXT, NEW_PART, "prt_1"]


@pytest.fixture
def paths(make_client: Callable[..., Any], mode: str) -> tuple[Any, list[tuple[str, Any]]]:
    """A client, and the requests that it has sent: each with its path, and its body or query."""
    sent: list[tuple[str, Any]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        content = json.loads(request.content) if request.content else dict(request.url.params)
        sent.append((f"{request.method} {request.url.path}", content))
        answers: dict[str, Any] = {"diff": [], "children": [], "todo": [], "fork": SESSION, "revert": SESSION}
        last = request.url.path.rpartition("/")[2]
        is_session = request.url.path in ("/session", f"/session/{SESSION_ID}") and request.method != "DELETE"
        return httpx.Response(200, json=SESSION if is_session else answers.get(last, True))

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return make_client(SENDS_NOTHING, http_client=kind(transport=httpx.MockTransport(respond))), sent


@pytest.mark.parametrize("session", SESSIONS, ids=lambda each: type(each).__name__)
async def test_objects_of_a_session(paths: tuple[Any, list[tuple[str, Any]]], session: Any) -> None:
    client, sent = paths
    await client.session.get(session)
    await client.session.delete(session)
    await client.session.children(session)
    await client.session.create(parent_id=session)
    await client.tui.select_session(session)
    assert client.conversation(session).session_id == SESSION_ID
    await client.session.get(client.conversation(session))
    assert sent == [
        (f"GET /session/{SESSION_ID}", {}),
        (f"DELETE /session/{SESSION_ID}", {}),
        (f"GET /session/{SESSION_ID}/children", {}),
        ("POST /session", {"parentID": SESSION_ID}),
        ("POST /tui/select-session", {"sessionID": SESSION_ID}),
        (f"GET /session/{SESSION_ID}", {}),
    ]
    for stream in (client.watch, client.event.subscribe, client.global_.event):
        events = stream(session_id=session)
        assert getattr(events, "target", events)._listener.session_id == SESSION_ID


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: type(each).__name__)
async def test_objects_of_a_message(paths: tuple[Any, list[tuple[str, Any]]], message: Any) -> None:
    client, sent = paths
    await client.session.delete_message(SESSION_ID, message)
    await client.session.fork(SESSION_ID, message_id=message)
    await client.session.revert(SESSION_ID, message_id=message)
    await client.session.diff(SESSION_ID, message_id=message)
    await client.session.diff(SESSION_ID)
    assert sent == [
        (f"DELETE /session/{SESSION_ID}/message/msg_1", {}),
        (f"POST /session/{SESSION_ID}/fork", {"messageID": "msg_1"}),
        (f"POST /session/{SESSION_ID}/revert", {"messageID": "msg_1"}),
        (f"GET /session/{SESSION_ID}/diff", {"messageID": "msg_1"}),
        (f"GET /session/{SESSION_ID}/diff", {}),
    ]


@pytest.mark.parametrize("part", PARTS, ids=lambda each: type(each).__name__)
async def test_a_part(paths: tuple[Any, list[tuple[str, Any]]], part: Any) -> None:
    client, sent = paths
    await client.session.delete_part(REPLY, REPLY, part)
    await client.session.revert(SESSION_ID, message_id="msg_1", part_id=part)
    assert sent == [
        (f"DELETE /session/{SESSION_ID}/message/msg_1/part/prt_1", {}),
        (f"POST /session/{SESSION_ID}/revert", {"messageID": "msg_1", "partID": "prt_1"}),
    ]


async def test_requests_projects_and_providers(paths: tuple[Any, list[tuple[str, Any]]]) -> None:
    client, sent = paths
    waiting = waiting_in(PERMISSION, "/d")
    question = QuestionRequest.from_dict(QUESTION)
    for permission in (PERMISSION, waiting, "per_1"):
        await client.permission.reply(permission, "once")
        await client.session.permission_reply(waiting, permission, "once")
    await client.question.reply(question, [])
    await client.question.reject(question)
    await client.auth.remove(Provider.from_dict({"id": "a", "name": "A", "env": [], "models": {}}))
    assert [path for path, _ in sent] == [
        *["POST /permission/per_1/reply", f"POST /session/{SESSION_ID}/permissions/per_1"] * 3,
        "POST /question/que_1/reply",
        "POST /question/que_1/reject",
        "DELETE /auth/a",
    ]


WANTED = "must be a session's id or an object that has one, not"
WRONG_SESSIONS: list[tuple[Any, type[Exception], str]] = [
    (None, TypeError, f"session_id {WANTED} None"),
    (5, TypeError, f"session_id {WANTED} 5"),
    (b"ses_1", TypeError, f"session_id {WANTED} b'ses_1'"),
    (["ses_1"], TypeError, rf"session_id {WANTED} \['ses_1'\]"),
    ({"id": "ses_1"}, TypeError, f"session_id {WANTED} {{'id': 'ses_1'}}"),
    (PROJECT, TypeError, f"session_id {WANTED} an object of Project"),
    (Session, TypeError, f"session_id {WANTED} an object of type"),
    (CONNECTED, ValueError, f"session_id {WANTED} an object of EventServerConnected, which has none"),
    (Session.from_dict({**SESSION, "id": ""}), ValueError, f"session_id {WANTED} an object of Session"),
    ("", ValueError, f"session_id {WANTED} ''"),
    ("..", ValueError, rf"session_id {WANTED} '\.\.'"),
    ("ses_\ud800", ValueError, f"session_id {WANTED} 'ses_\\\\ud800'"),
]


@pytest.mark.parametrize(("session_id", "kind", "words"), WRONG_SESSIONS, ids=repr)
async def test_what_is_no_session(unused: Any, session_id: Any, kind: type[Exception], words: str) -> None:
    session = unused.session
    for call in (session.get, session.abort, session.messages, session.init, session.fork, session.todo):
        with pytest.raises(kind, match=words):
            await call(session_id)
    for call in (session.chat, session.prompt_async, session.command):
        with pytest.raises(kind, match=words):
            await call(session_id, "Hello?")


@pytest.mark.parametrize(("session_id", "kind", "words"), WRONG_SESSIONS[:-2], ids=repr)
async def test_what_is_no_session_of_streams(unused: Any, session_id: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        unused.session.stream(session_id, "Hello?")
    with pytest.raises(kind, match=words):
        unused.session.follow(session_id)
    with pytest.raises(kind, match=words):
        await unused.session.wait(session_id)
    if session_id is not None:
        for call in (unused.watch, unused.event.subscribe, unused.global_.event, unused.conversation):
            with pytest.raises(kind, match=words):
                call(session_id=session_id)


@pytest.mark.parametrize(
    "options", [{"timeout": -1}, {"timeout": "soon"}, {"extra_headers": {"X-One": "a\nb"}}], ids=repr
)
async def test_wrong_options_of_streams(unused: Any, options: dict[str, Any]) -> None:
    for call in (unused.watch, unused.event.subscribe, unused.global_.event, unused.inbox):
        with pytest.raises((TypeError, ValueError), match=r"timeout|X-One"):
            call(**options)


@pytest.mark.parametrize("name", ["on_permission", "on_question"])
@pytest.mark.parametrize("method", ["chat", "stream", "follow", "wait", "inbox"])
async def test_what_is_no_function(unused: Any, method: str, name: str) -> None:
    arguments = {"chat": ("ses_1", "Hello?"), "stream": ("ses_1", "Hello?"), "inbox": ()}.get(method, ("ses_1",))
    owner = unused if method == "inbox" else unused.session

    async def call() -> None:
        called = getattr(owner, method)(*arguments, **{name: "once"})
        if method in ("chat", "wait"):
            await called

    with pytest.raises(TypeError, match=f"{name} must be a function of the request, or None, not 'once'"):
        await call()


@pytest.mark.parametrize("directories", ["/home/me", [3], [None]])
async def test_directories_of_an_inbox(unused: Any, directories: Any) -> None:
    with pytest.raises(TypeError, match="directories must be a collection of directories"):
        unused.inbox(directories=directories)


async def test_conversations_without_a_session(unused: Any) -> None:
    with pytest.raises(ValueError, match=r"Conversation, which has none$"):
        await unused.session.get(getattr(conversation := unused.conversation(), "target", conversation))


def test_every_identifier_in_a_path_is_of_an_entity() -> None:
    """A new operation whose path has one needs a line in the table of overlays/templates/macros.jinja."""
    sources = [path.read_text("utf-8") for path in Path(str(api.__file__)).parent.glob("*/*.py")]
    segments = [found for source in sources for found in re.findall(r"segment\('(\w+)', \w+(, '\w+')?\)", source)]
    assert len(segments) > 30
    assert {name for name, entity in segments if not entity} == {"name"}


async def test_objects_of_another_kind(unused: Any) -> None:
    with pytest.raises(TypeError, match="message_id must be a message's id or an object that has one, not an object"):
        await unused.session.message("ses_1", Session.from_dict(dict(SESSION)))
    with pytest.raises(TypeError, match=r"message_id .* not 5"):
        await unused.session.fork("ses_1", message_id=5)
    with pytest.raises(ValueError, match=r"message_id .* not ''"):
        await unused.session.diff("ses_1", message_id="")
    with pytest.raises(
        TypeError, match="part_id must be a part's id or an object that has one, not an object of Reply"
    ):
        await unused.session.delete_part("ses_1", "msg_1", REPLY)
    with pytest.raises(TypeError, match=r"request_id must be a permission request's id .* not an object of Question"):
        await unused.permission.reply(QuestionRequest.from_dict(QUESTION), "once")
    with pytest.raises(TypeError, match=r"request must be a permission request or question request's id .* not 5"):
        await unused.inbox().reply(5, "once")
    with pytest.raises(TypeError, match="name must be a string that is not empty, not an object of Session"):
        await unused.mcp.connect(Session.from_dict(dict(SESSION)))


@pytest.mark.parametrize("name", ["chat", "stream", "prompt_async"])
async def test_unknown_keywords_of_prompts(unused: Any, name: str) -> None:
    words = rf"SessionResource\.{name}\(\) got an unexpected keyword argument 'models'\. Did you mean 'model'\?"
    call = getattr(unused.session, name)
    with pytest.raises(TypeError, match=words):
        _ = call("ses_1", "Hi", models="a/b") if name == "stream" else await call("ses_1", "Hi", models="a/b")
    with pytest.raises(TypeError, match=rf"{name}\(\) got an unexpected keyword argument 'queue'$"):
        _ = call("ses_1", "Hi", queue=1) if name == "stream" else await call("ses_1", "Hi", queue=1)


async def test_unknown_keywords_of_others(unused: Any) -> None:
    with pytest.raises(TypeError, match=r"SessionResource\.follow\(\) got an unexpected keyword argument 'mark'"):
        unused.session.follow("ses_1", mark=1)
    with pytest.raises(TypeError, match=r"SessionResource\.wait\(\) got an unexpected keyword argument 'takes_last'"):
        await unused.session.wait("ses_1", takes_last=1)
    conversation = unused.conversation("ses_1")
    with pytest.raises(TypeError, match=r"Conversation\.send\(\) got .* 'agents'\. Did you mean 'agent'\?"):
        await conversation.send("Hi", agents="build")
    with pytest.raises(TypeError, match=r"Conversation\.stream\(\) got an unexpected keyword argument 'queue'"):
        conversation.stream("Hi", queue=1)


@pytest.mark.parametrize(
    ("parts", "kind", "words"),
    [
        (None, TypeError, "prompt .*, not None"),
        (5, TypeError, "prompt .*, not 5"),
        (b"Hello?", TypeError, "prompt .*, not b'Hello"),
        (["a", None], TypeError, "prompt .*, not None"),
        ([["a"]], TypeError, r"prompt .*, not \['a'\]"),
        ({"text": "a"}, TypeError, "part as a dict .*, not {'text'"),
        (Session.from_dict(dict(SESSION)), TypeError, "prompt .*, not Session"),
        ("", ValueError, "prompt is empty"),
        ([], ValueError, "prompt is empty"),
    ],
)
async def test_prompts(unused: Any, parts: Any, kind: type[Exception], words: str) -> None:
    for call in (unused.session.chat, unused.session.prompt_async):
        with pytest.raises(kind, match=words):
            await call("ses_1", parts)


@pytest.mark.parametrize(
    ("directory", "kind", "words"),
    [
        (5, TypeError, "directory must be a string or a path, not 5"),
        (b"/x", TypeError, "directory .* not b'/x'"),
        ("/a\0b", ValueError, r"directory .* not '/a\\x00b'"),
        ("/a\udcff", ValueError, r"directory .* not '/a\\udcff'"),
    ],
)
async def test_directories(
    unused: Any, make_client: Callable[..., Any], directory: Any, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        make_client(SENDS_NOTHING, directory=directory)
    with pytest.raises(kind, match=words):
        unused.with_options(directory=directory)
    with pytest.raises(kind, match=words):
        unused.conversation(directory=directory)
    with pytest.raises(kind, match=words):
        await unused.session.list(directory=directory)
    with pytest.raises(kind, match=words):
        unused.event.subscribe(directory=directory)


INFINITE, NO_NUMBER = float("inf"), float("nan")


@pytest.mark.parametrize(
    ("settings", "kind", "words"),
    [
        ({"timeout": INFINITE}, ValueError, "timeout must be .* None for no limit, not inf"),
        ({"turn_timeout": INFINITE}, ValueError, "turn_timeout must be .* not inf"),
        ({"timeout": (1, NO_NUMBER)}, ValueError, "timeout.* must be .* not nan"),
        ({"timeout": httpx.Timeout(-1)}, ValueError, "timeout.* must be .* not -1"),
        ({"timeout": httpx.Timeout(5, read=INFINITE)}, ValueError, "timeout.* must be .* not inf"),
        ({"timeout": [1]}, TypeError, r"timeout.* must be .* not \[1\]"),
        ({"username": 5, "password": "x"}, TypeError, "username must be a string, not an object of int"),
        ({"username": "a:b", "password": "x"}, ValueError, "username .* colon"),
        ({"password": 12345678}, TypeError, "password must be a string, not an object of int"),
        ({"password": b"12345678"}, TypeError, "password must be a string, not an object of bytes"),
        ({"password": "12345678\ud800"}, ValueError, "password .* UTF-8"),
    ],
)
async def test_settings(
    make_client: Callable[..., Any], settings: dict[str, Any], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words) as caught:
        make_client(SENDS_NOTHING, **settings)
    assert "12345678" not in str(caught.value)


HIDDEN = "hid" + "den"


@pytest.mark.parametrize(
    ("base_url", "kind", "words"),
    [
        ("http://[::1", ValueError, r"base_url must be .*, not 'http://\[::1'"),
        ("localhost:4096", ValueError, "base_url must be an absolute http:// or https:// .*, not 'localhost:4096'"),
        ("//localhost", ValueError, "base_url .*, not '//localhost'"),
        ("ftp://x", ValueError, "base_url .*, not 'ftp://x'"),
        ("http://", ValueError, "base_url .*, not 'http://'"),
        ("http://x:99999", ValueError, "base_url's port must be from 1 to 65535, not 99999"),
        ("http://x:port", ValueError, r"base_url .*, not 'http://x:\*\*\*'"),
        ("http://x\0y", ValueError, r"base_url .*, not 'http://x\\x00y'"),
        ("http://\ud800", ValueError, r"base_url .*, not 'http://\\ud800'"),
        ("http://x/?a=b", ValueError, "base_url must not have a query"),
        (5, TypeError, "base_url must be a string or an httpx.URL, not an object of int"),
        # Never with the credentials.
        (f"http://me:{HIDDEN}@[::1", ValueError, r"base_url .*, not 'http://\*\*\*@\[::1'"),
        (f"http://me:{HIDDEN}@x:port", ValueError, r"base_url .*, not 'http://\*\*\*@x:port'"),
        (f"http://me:{HIDDEN}/{HIDDEN}@x", ValueError, r"base_url .*, not 'http://\*\*\*@x'"),
        (f"http://me:{HIDDEN}#{HIDDEN}@x", ValueError, r"base_url .*, not 'http://\*\*\*@x'"),
        (f"http://me:{HIDDEN}\ud800@x", ValueError, r"base_url .*, not 'http://\*\*\*@x'"),
        (f"me:{HIDDEN}@localhost:4096", ValueError, r"base_url .*, not '\*\*\*@localhost:4096'"),
        (f"http://me:{HIDDEN}@x/?a=b", ValueError, "base_url must not have a query"),
    ],
)
async def test_addresses(make_client: Callable[..., Any], base_url: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        make_client(base_url)
    assert HIDDEN not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__)


@pytest.mark.parametrize(
    ("types", "kind", "words"),
    [
        ({"session.idl"}, ValueError, r"'session.idl'. Did you mean session.idle"),
        (["message.update"], ValueError, "Did you mean message.updated"),
        (["idle"], ValueError, "Did you mean session.idle"),
        (["session idle"], ValueError, "Did you mean session.idle"),
        ([""], ValueError, "Did you mean command.executed, "),
        ("session.idle", TypeError, "a collection of strings"),
        ([5], TypeError, "a collection of strings"),
    ],
)
async def test_types_of_events(unused: Any, types: Any, kind: type[Exception], words: str) -> None:
    for subscribe in (unused.watch, unused.event.subscribe, unused.global_.event):
        with pytest.raises(kind, match=words):
            subscribe(types=types)


async def test_types_of_events_that_newer_servers_send(unused: Any, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("session.paused", "pty.created", "file.watcher.updated"):
        unused.watch(types={name, "session.idle", "sync"})
    assert [record.args for record in caplog.records] == [
        ("session.paused",),
        ("pty.created",),
        ("file.watcher.updated",),
    ]


@pytest.mark.parametrize(
    ("seconds", "kind"),
    [
        (0, ValueError),
        (-1.5, ValueError),
        (math.nan, ValueError),
        (math.inf, ValueError),
        (True, TypeError),
        ("5", TypeError),
        ([], TypeError),
    ],
)
async def test_time_limits(unused: Any, mode: str, seconds: Any, kind: type[Exception], tmp_path: Path) -> None:
    client_class: Any = Opencode if mode == "sync" else AsyncOpencode
    words = {ValueError: "must be more than 0 seconds", TypeError: "must be a number of seconds"}[kind]

    async def launch() -> None:
        opened = client_class.launch(tmp_path, program=sys.executable, start_timeout=seconds)
        await opened

    async def connect() -> None:
        opened = client_class.connect_or_launch(tmp_path, program=sys.executable, start_timeout=seconds)
        await opened

    async def wait() -> None:
        await unused.session.wait(SESSION_ID, seconds)

    async def call() -> None:
        await unused.session.list(timeout=seconds)

    async def chat() -> None:
        await unused.session.chat(SESSION_ID, "Hi", timeout=seconds)

    for attempt in (launch, connect, wait, call, chat):
        with pytest.raises(kind, match=words):
            await attempt()
    for make in (
        lambda: client_class(SENDS_NOTHING, timeout=seconds),
        lambda: client_class(SENDS_NOTHING, turn_timeout=seconds),
        lambda: unused.with_options(timeout=seconds),
        lambda: unused.with_options(turn_timeout=seconds),
        lambda: unused.session.stream(SESSION_ID, "Hi", timeout=seconds),
        lambda: unused.event.subscribe(timeout=seconds),
        lambda: unused.watch(timeout=seconds),
        lambda: unused.inbox(timeout=seconds),
        lambda: Job("Hi", timeout=seconds),
    ):
        with pytest.raises(kind, match=words):
            make()


async def test_a_format_of_a_turn_that_is_followed(unused: Any) -> None:
    with pytest.raises(TypeError, match=r"format: .*set"):
        unused.session.follow(SESSION_ID, format=set[int])
    with pytest.raises(TypeError, match=r"format: .*json"):
        await unused.session.wait(SESSION_ID, format="json")


def test_parts_as_dicts() -> None:
    file = {"type": "file", "mime": "text/plain", "url": "data:,a"}
    found = prompt_parts([{"type": "text", "text": "Hi"}, file])
    assert found == [TextPartInput("Hi"), FilePartInput(mime="text/plain", url="data:,a")]


@pytest.mark.parametrize("part", [{}, {"type": "text"}, {"type": "hologram", "text": "Hi"}, {"text": "Hi"}])
def test_a_dict_that_is_no_part(part: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r'A part as a dict is as in the server\'s JSON, such as .*"text": "Hi"'):
        prompt_parts(part)


async def test_the_name_that_a_keyword_had_in_the_former_sdk(unused: Any) -> None:
    with pytest.raises(TypeError, match=r"keyword argument 'mode'. Did you mean 'agent'\?"):
        await unused.session.chat(SESSION_ID, "Hi", mode="build")
