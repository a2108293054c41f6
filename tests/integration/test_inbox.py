"""The inbox: what waits in all directories, from whenever it was asked, and who answers it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    NotFoundError,
    OpencodeError,
    PermissionReply,
    PermissionRequest,
    Refusal,
    WaitingPermission,
)
from opencode_sessions._async import inbox as async_inbox
from opencode_sessions._sync import inbox as sync_inbox
from tests.support.fake import FakeThread, threads_left
from tests.support.loopback import HEAD, Connection, Loopback, encode_event
from tests.support.waiting import eventually

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

HERE, ELSEWHERE = "/home/me/project", "/home/me/elsewhere"
MakeClient = Callable[..., Any]


@pytest.fixture
def fake() -> Iterator[FakeThread]:
    with FakeThread() as fake:
        yield fake


@pytest.fixture
def client(make_client: MakeClient, fake: FakeThread) -> Any:
    return make_client(fake.url)


async def asking(client: Any, directory: str = ELSEWHERE) -> str:
    """A session whose agent asks for a permission."""
    session = await client.session.create(directory=directory)
    await client.session.prompt_async(session.id, "asks", directory=directory)

    async def is_asked() -> bool:
        requests = await client.permission.list(directory=directory)
        return any(request.session_id == session.id for request in requests)

    await eventually(is_asked)
    return str(session.id)


async def text_of(client: Any, session_id: str) -> str:
    """The text of a session's last message, once its turn is over."""

    async def is_over() -> bool:
        return session_id not in await client.session.status(directory=ELSEWHERE)

    await eventually(is_over)
    return str((await client.session.messages(session_id))[-1].text)


async def test_what_is_asked_now_and_what_was_asked_before(client: Any) -> None:
    before = [await asking(client), await asking(client, HERE), await asking(client, "/srv")]
    async with client.inbox() as inbox:
        assert {request.session_id for request in inbox.pending_requests} == set(before)
        given = [await anext(inbox) for _ in before]
        now = await asking(client, "/opt/new")
        given.append(await anext(inbox))
        assert [request.session_id for request in given[-1:]] == [now]
        assert {(request.session_id, request.directory) for request in given} >= {
            (before[0], ELSEWHERE),
            (before[1], HERE),
            (before[2], "/srv"),
            (now, "/opt/new"),
        }
        assert all(isinstance(request, WaitingPermission) for request in given)
        assert {request.permission for request in given} == {"bash"}
        assert len({request.id for request in given}) == 4


@pytest.mark.parametrize("by", ["request", "identifier"])
@pytest.mark.parametrize("answer", ["once", "always", "reject", Refusal("Not today.")], ids=str)
async def test_an_answer_from_any_directory(client: Any, by: str, answer: Any) -> None:
    session_id = await asking(client)
    async with client.inbox() as inbox:
        request = await anext(inbox)
        await inbox.reply(request if by == "request" else request.id, answer)
        assert inbox.pending_requests == []
        goes_on = answer in ("once", "always") or isinstance(answer, Refusal)
        assert await text_of(client, session_id) == ("Done." if goes_on else "May I?")
        with pytest.raises(NotFoundError, match=f"{request.id}.*waits: it was answered"):
            await inbox.reply(request.id, "once")


async def test_what_somebody_else_answers_leaves_the_inbox(client: Any) -> None:
    async with client.inbox() as inbox:
        first = await asking(client)
        (request,) = await client.permission.list(directory=ELSEWHERE)
        await client.session.permission_reply(first, request.id, "once")

        async def nothing() -> bool:
            return not inbox.pending_requests

        await eventually(nothing)
        second = await asking(client)
        assert (await anext(inbox)).session_id == second
        # A turn that is aborted asks no more.
        await client.session.abort(second)
        await eventually(nothing)


async def test_a_wrong_answer_is_refused(client: Any) -> None:
    await asking(client)
    async with client.inbox() as inbox:
        request = await anext(inbox)
        with pytest.raises(TypeError, match="The answer to a permission must be"):
            await inbox.reply(request, [["Red"]])
        assert inbox.pending_requests == [request]


async def test_functions_answer_in_the_background(client: Any) -> None:
    seen: list[Any] = []

    def decide(request: PermissionRequest) -> Any:
        seen.append(request)
        return "once"

    before = await asking(client)
    async with client.inbox(on_permission=decide):
        assert await text_of(client, before) == "Done."
        session = await client.session.create(directory=ELSEWHERE)
        reply = await client.session.chat(session.id, "asks", directory=ELSEWHERE)
        assert reply.text == "Done."
    assert [request.session_id for request in seen] == [before, session.id]
    assert {request.directory for request in seen} == {ELSEWHERE}


@pytest.mark.parametrize("wrong", ["raises", "another value"])
async def test_a_function_that_fails_refuses_and_ends_the_inbox(client: Any, wrong: str) -> None:
    def decide(request: PermissionRequest) -> Any:
        if wrong == "raises":
            raise LookupError("No idea.")
        return "maybe"

    error = LookupError if wrong == "raises" else TypeError
    session_id = await asking(client)
    with pytest.raises(error):
        async with client.inbox(on_permission=decide):
            assert await text_of(client, session_id) == "May I?"
    session_id = await asking(client)
    async with client.inbox(on_permission=decide) as inbox:
        with pytest.raises(error):
            await anext(inbox)
        assert [request async for request in inbox] == []
        assert await text_of(client, session_id) == "May I?"


async def test_a_function_that_fails_while_the_inbox_closes(client: Any) -> None:
    called = threading.Event()

    def decide(request: PermissionRequest) -> Any:
        called.set()
        raise LookupError("No idea.")

    async def is_called() -> bool:
        return called.is_set()

    await asking(client)
    with pytest.raises(LookupError):
        async with client.inbox(on_permission=decide):
            await eventually(is_called)


@pytest.mark.parametrize("kind", [str, Path])
async def test_only_these_directories_are_looked_into(client: Any, kind: Callable[[str], Any]) -> None:
    await asking(client, "/srv")
    wanted = await asking(client)
    async with client.inbox(directories=[kind(ELSEWHERE)]) as inbox:
        assert [request.session_id for request in inbox.pending_requests] == [wanted]


async def test_closing_leaves_nothing(client: Any, fake: FakeThread) -> None:
    before = set(threading.enumerate())
    inbox = client.inbox(on_permission=lambda request: "once")
    async with inbox:
        assert inbox.pending_requests == []
    assert [request async for request in inbox] == []
    await inbox.close()
    dropped = client.inbox()
    await dropped.__aenter__()
    del dropped, inbox

    async def nothing() -> bool:
        left = [thread for thread in threads_left(before) if thread.name == "opencode-sessions"]
        return not left and fake.server.listeners == 0

    await eventually(nothing)


async def test_closing_the_client_ends_it(client: Any) -> None:
    inbox = client.inbox()
    await inbox.__aenter__()
    await client.close()
    with pytest.raises(ClientClosedError):
        await anext(inbox)


async def test_a_server_that_is_not_there(make_client: MakeClient) -> None:
    client = make_client("http://127.0.0.1:1", max_retries=0)
    with pytest.raises(APIConnectionError):
        async with client.inbox():
            pass
    with pytest.raises(OpencodeError):
        await anext(client.inbox())


def waiting(identifier: str) -> dict[str, Any]:
    request = {"id": identifier, "sessionID": "ses_1", "permission": "bash", "patterns": ["ls"], "metadata": {}}
    return {**request, "always": []}


@pytest.mark.usefixtures("fast_clock")
async def test_a_server_that_is_away_for_long(make_client: MakeClient) -> None:
    """What was asked meanwhile is in the inbox, and what was answered meanwhile is not."""
    lost, back = threading.Event(), threading.Event()
    requests = [waiting("per_1"), waiting("per_2")]
    others = {
        "/permission": requests,
        "/question": [],
        "/session/status": {"ses_1": {"type": "busy"}},
        "/experimental/session": [],
        "/global/health": {"healthy": True, "version": "1.18.33"},
        "/path": {"directory": HERE},
    }

    def speak(connection: Connection) -> None:
        if connection.path != "/global/event":
            connection.respond(others[connection.path])
            return
        is_first = not lost.is_set()
        if is_first or back.is_set():
            connection.send(HEAD + encode_event({"payload": {"type": "server.connected", "properties": {}}}))
            lost.wait(10)
        if not is_first and back.is_set():
            connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url, max_retries=0)
        async with client.inbox(reconnect="forever") as patient:
            assert [(await anext(patient)).id for _ in range(2)] == ["per_1", "per_2"]
            impatient = client.inbox()
            await anext(impatient)
            lost.set()
            with pytest.raises(APIConnectionError):
                [request async for request in impatient]
            requests[:] = [waiting("per_2"), waiting("per_3")]
            back.set()
            assert (await anext(patient)).id == "per_3"
            assert [request.id for request in patient.pending_requests] == ["per_2", "per_3"]


OTHERS: dict[str, Any] = {
    "/permission": [waiting("per_1")],
    "/question": [],
    "/session/status": {"ses_1": {"type": "busy"}},
    "/experimental/session": [],
    "/global/health": {"healthy": True, "version": "1.18.33"},
    "/path": {"directory": HERE},
    "/session/ses_1/permissions/per_1": True,
}


def speaking(found: list[Connection], *, look_up: Callable[[Connection], object] | None = None) -> Any:
    """A server on which one permission waits."""

    def speak(connection: Connection) -> None:
        found.append(connection)
        if connection.path == "/global/event":
            connection.send(HEAD + encode_event({"payload": {"type": "server.connected", "properties": {}}}))
            connection.stay()
        elif connection.path == "/path" and look_up is not None:
            look_up(connection)
        else:
            connection.respond(OTHERS[connection.path])

    return speak


LOOK_UPS: dict[str, Callable[[Connection], object]] = {
    "is never answered": lambda connection: connection.stay(),
    "breaks": lambda connection: None,
    "is refused": lambda connection: connection.send(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
    "fails": lambda connection: connection.send(b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n"),
    "is damaged": lambda connection: connection.respond("{"),
    "is odd": lambda connection: connection.respond({"directory": 5}),
    "is empty": lambda connection: connection.respond({}),
}


@pytest.mark.parametrize("look_up", LOOK_UPS)
async def test_a_directory_that_cannot_be_looked_up(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, look_up: str
) -> None:
    """The request is answered all the same."""
    for module in (async_inbox, sync_inbox):
        monkeypatch.setattr(module, "_READY_SECONDS", 0.2)
    found: list[Connection] = []
    with Loopback(speaking(found, look_up=LOOK_UPS[look_up])) as server:
        async with make_client(server.url).inbox() as inbox:
            request = await anext(inbox)
            assert (request.id, request.directory) == ("per_1", None)
            await inbox.reply(request.id, "once")
            assert inbox.pending_requests == []
    assert [connection.method for connection in found if connection.path.endswith("/per_1")] == ["POST"]


async def test_the_directory_of_the_server_itself_is_read_once(make_client: MakeClient) -> None:
    found: list[Connection] = []
    with Loopback(speaking(found)) as server:
        async with make_client(server.url).inbox() as inbox:
            assert (await anext(inbox)).directory == HERE
    paths = [connection.path for connection in found]
    assert [paths.count(path) for path in ("/path", "/permission", "/question")] == [1, 1, 1]


def listing(directories: Sequence[tuple[str, float]], found: list[str]) -> Any:
    """A server with sessions in these directories, each last changed so many days ago; it lists slowly."""
    now = time.time() * 1000
    sessions = [
        {"id": f"ses_{number}", "directory": directory, "time": {"created": 0, "updated": now - days * 86_400_000}}
        for number, (directory, days) in enumerate(directories)
    ]

    def speak(connection: Connection) -> None:
        if connection.path == "/global/event":
            connection.send(HEAD + encode_event({"payload": {"type": "server.connected", "properties": {}}}))
            asked = {"type": "permission.asked", "properties": waiting("per_1")}
            connection.send(encode_event({"directory": "/new", "payload": asked}))
            connection.stay()
        elif connection.path == "/experimental/session":
            connection.respond(sessions)
        elif connection.path == "/permission":
            found.append(connection.query["directory"])
            time.sleep(0.2)
            connection.respond([])
        else:
            connection.respond(OTHERS[connection.path])

    return speak


async def test_directories_in_which_nothing_happened_for_a_week_are_not_opened(make_client: MakeClient) -> None:
    read: list[str] = []
    with Loopback(listing([("/today", 0), ("/long-ago", 8), ("/this-week", 6.5)], read)) as server:
        async with make_client(server.url, directory="/mine").inbox():
            pass
    assert sorted(read) == ["/mine", "/new", "/this-week", "/today"]


async def test_decisions_come_before_reading_hundreds_of_directories(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the block is entered before all of them are read."""
    for module in (async_inbox, sync_inbox):
        monkeypatch.setattr(module, "_LONGEST_READY_SECONDS", 0.5)
    read: list[str] = []
    read_before_decision: list[int] = []

    def decide(request: PermissionRequest) -> PermissionReply:
        read_before_decision.append(len(read))
        return "once"

    with Loopback(listing([(f"/{number}", 0) for number in range(300)], read)) as server:
        async with make_client(server.url, directory="/mine").inbox(on_permission=decide):
            assert len(read) < 300
    assert read_before_decision
    assert read_before_decision[0] <= 1


async def test_the_options_of_an_inbox(make_client: MakeClient) -> None:
    """Each of its calls has them."""
    found: list[Connection] = []
    with Loopback(speaking(found)) as server:
        async with make_client(server.url).inbox(timeout=2, extra_headers={"X-One": "1"}) as inbox:
            await inbox.reply((await anext(inbox)).id, "once")
    assert {connection.path for connection in found} == OTHERS.keys() | {"/global/event"}
    assert {connection.headers.get("x-one") for connection in found} == {"1"}
    with Loopback(lambda connection: connection.stay()) as server, pytest.raises(APITimeoutError):
        async with make_client(server.url, max_retries=0).inbox(timeout=0.1):
            pass
