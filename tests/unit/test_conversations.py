"""Conversations, beyond delegation."""

from __future__ import annotations

import json
import re
import threading
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from opencode_sessions import AsyncOpencode, Opencode, OpencodeError
from tests.support.samples import SESSION, assistant_message, text_part, user_message

pytestmark = pytest.mark.anyio

ID = SESSION["id"]
PATH = f"/session/{ID}"
DIFF = {"file": "notes.txt", "additions": 1, "deletions": 0, "patch": "+a note"}


def serve(httpserver: HTTPServer, *parts: dict[str, Any]) -> None:
    """Serve a session of one turn, whose reply has these parts."""
    prompt = user_message(id="msg_1")
    answer = assistant_message(id="msg_2", parentID="msg_1")
    answer["parts"] = list(parts)
    httpserver.expect_request(PATH).respond_with_json(SESSION)
    httpserver.expect_request(f"{PATH}/message").respond_with_json([prompt, answer])


async def test_the_diff_of_a_turn_is_waited_for(client: Any, httpserver: HTTPServer) -> None:
    serve(httpserver, {"id": "prt_1", "type": "patch", "hash": "abc", "files": ["notes.txt"]})
    for answer in ([], [], [DIFF]):
        httpserver.expect_oneshot_request(f"{PATH}/diff", query_string="messageID=msg_1").respond_with_json(answer)
    (diff,) = await client.conversation(ID).diff()
    assert (diff.file, diff.patch) == ("notes.txt", "+a note")
    # A reply stands for its turn.
    httpserver.expect_oneshot_request(f"{PATH}/diff", query_string="messageID=msg_1").respond_with_json([DIFF])
    assert await client.conversation(ID).diff("msg_2") == [diff]


async def test_a_turn_that_changed_nothing_is_not_waited_for(client: Any, httpserver: HTTPServer) -> None:
    serve(httpserver, {"id": "prt_1", "type": "text", "text": "Nothing to do."})
    httpserver.expect_oneshot_request(f"{PATH}/diff").respond_with_json([])
    assert await client.conversation(ID).diff() == []
    assert await client.conversation(ID).diff("msg_unknown") == []


async def test_a_session_is_created_once_and_only_when_it_is_needed(client: Any, httpserver: HTTPServer) -> None:
    conversation = client.conversation(title="New", directory="/d")
    assert httpserver.log == []
    httpserver.expect_oneshot_request("/session", method="POST").respond_with_json(SESSION)
    httpserver.expect_request(f"{PATH}/message").respond_with_json([])
    assert (await conversation.usage()).turns == 0
    assert (await conversation.usage()).cost == 0
    assert conversation.session_id == ID
    assert httpserver.log[0][0].get_json() == {"title": "New"}
    assert {entry[0].args["directory"] for entry in httpserver.log} == {"/d"}


def conversation_of(httpserver: HTTPServer, undone_from: str | None = None) -> None:
    """Serve a session of two turns: messages msg_1 to msg_4, those from one on undone."""
    session = SESSION | ({} if undone_from is None else {"revert": {"messageID": undone_from}})
    messages = [
        user_message(id="msg_1"),
        assistant_message(text_part("One.", messageID="msg_2"), id="msg_2", parentID="msg_1"),
        user_message(id="msg_3"),
        assistant_message(text_part("Two.", messageID="msg_4"), id="msg_4", parentID="msg_3"),
    ]
    httpserver.expect_request(PATH, method="GET").respond_with_json(session)
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json(messages)
    for operation in ("revert", "unrevert", "fork"):
        httpserver.expect_request(f"{PATH}/{operation}", method="POST").respond_with_json(SESSION | {"id": "ses_new"})


def posted(httpserver: HTTPServer) -> list[tuple[str, Any]]:
    """The changes that were asked for: the end of the path, and the body."""
    requests = [request for request, _ in httpserver.log if request.method == "POST"]
    return [(request.path.removeprefix(PATH), request.get_json(silent=True)) for request in requests]


@pytest.mark.parametrize(
    ("undone_from", "left"), [(None, ["1", "2", "3", "4"]), ("msg_3", ["1", "2"]), ("msg_gone", ["1", "2", "3", "4"])]
)
async def test_messages_are_those_that_are_not_undone(
    client: Any, httpserver: HTTPServer, undone_from: str | None, left: list[str]
) -> None:
    conversation_of(httpserver, undone_from)
    messages = await client.conversation(ID).messages()
    assert [message.info.id for message in messages] == [f"msg_{number}" for number in left]


@pytest.mark.parametrize(("undone_from", "undone"), [(None, "msg_3"), ("msg_3", "msg_1"), ("msg_1", None)])
async def test_undo_takes_the_last_turn_that_is_left(
    client: Any, httpserver: HTTPServer, undone_from: str | None, undone: str | None
) -> None:
    conversation_of(httpserver, undone_from)
    prompt = await client.conversation(ID).undo()
    assert (None if prompt is None else prompt.info.id) == undone
    assert posted(httpserver) == ([] if undone is None else [("/revert", {"messageID": undone})])


@pytest.mark.parametrize(
    ("undone_from", "redone", "requests"),
    [
        (None, None, []),
        ("msg_3", "msg_3", [("/unrevert", None)]),
        ("msg_1", "msg_1", [("/revert", {"messageID": "msg_3"})]),
        ("msg_gone", None, [("/unrevert", None)]),
    ],
)
async def test_redo_takes_the_turn_that_was_last_undone(
    client: Any, httpserver: HTTPServer, undone_from: str | None, redone: str | None, requests: list[Any]
) -> None:
    conversation_of(httpserver, undone_from)
    prompt = await client.conversation(ID).redo()
    assert (None if prompt is None else prompt.info.id) == redone
    assert posted(httpserver) == requests


async def test_fork(client: Any, httpserver: HTTPServer) -> None:
    conversation_of(httpserver)
    fork = await client.conversation(ID, directory="/d").fork("msg_3")
    assert fork.session_id == "ses_new"
    assert posted(httpserver) == [("/fork", {"messageID": "msg_3"})]
    httpserver.expect_request("/session/ses_new/todo").respond_with_json([])
    assert await fork.todo() == []
    assert {entry[0].args["directory"] for entry in httpserver.log} == {"/d"}


async def test_the_transcript_has_all_that_is_not_undone(client: Any, httpserver: HTTPServer) -> None:
    conversation_of(httpserver, "msg_3")
    text = await client.conversation(ID).transcript()
    assert text.startswith(f"# {SESSION['title']}\n")
    assert "One." in text
    assert "Two." not in text
    assert (await client.conversation(ID).usage()).turns == 2


async def test_compact_and_abort(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/summarize", method="POST").respond_with_json(True)
    httpserver.expect_request(f"{PATH}/abort", method="POST").respond_with_json(True)
    conversation = client.conversation(ID)
    await conversation.compact(model="stub/small")
    await conversation.abort()
    (compacted, body), (aborted, _) = posted(httpserver)
    assert (compacted, aborted) == ("/summarize", "/abort")
    assert body == {"providerID": "stub", "modelID": "small"}


async def test_send_is_a_prompt_in_the_session(client: Any, httpserver: HTTPServer) -> None:
    answer = assistant_message(text_part("Hello."))
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_json(answer)
    httpserver.expect_request("/session/status").respond_with_json({})
    conversation = client.conversation(ID, directory="/d")
    assert (await conversation.send("Hello?", agent="plan")).text == "Hello."
    # It is sent when the session is idle.
    assert len(httpserver.log) == 2
    (request, _) = httpserver.log[-1]
    assert request.get_json()["agent"] == "plan"
    assert request.args["directory"] == "/d"


def test_the_representation() -> None:
    assert repr(Opencode().conversation(ID)) == f"Conversation(session_id='{ID}')"
    assert repr(Opencode().conversation()) == "Conversation(session_id=None)"


class Creating:
    """A server that creates sessions slowly, each with an identifier of its own.

    Attributes:
        begun: Set when the first session is being created.
        proceed: Set to let it go on.
    """

    def __init__(self, httpserver: HTTPServer, *, fails: bool = False) -> None:
        self.begun, self.proceed = threading.Event(), threading.Event()
        self.created: list[str] = []
        self._fails = fails
        httpserver.expect_request("/session", method="POST").respond_with_handler(self._create)
        httpserver.expect_request(re.compile("/session/ses_[0-9]/message")).respond_with_json([])

    def _create(self, _: Request) -> Response:
        is_first = not self.begun.is_set()
        self.begun.set()
        if is_first:
            self.proceed.wait(20)
            if self._fails:
                return Response("{}", 500, content_type="application/json")
        self.created.append(f"ses_{len(self.created)}")
        return Response(json.dumps(SESSION | {"id": self.created[-1]}), content_type="application/json")


@pytest.mark.parametrize("fails", [False, True])
async def test_two_first_prompts_at_once_have_one_session(mode: str, httpserver: HTTPServer, fails: bool) -> None:
    url = httpserver.url_for("").rstrip("/")
    server = Creating(httpserver, fails=fails)
    errors: list[OpencodeError] = []
    if mode == "sync":
        with Opencode(url) as client:
            conversation = client.conversation()

            def use() -> None:
                try:
                    conversation.usage()
                except OpencodeError as error:
                    errors.append(error)

            threads = [threading.Thread(target=use) for _ in range(4)]
            for thread in threads:
                thread.start()
                assert server.begun.wait(20)
            server.proceed.set()
            for thread in threads:
                thread.join()
            session_id = conversation.session_id
    else:
        async with AsyncOpencode(url) as async_client:
            talk = async_client.conversation()

            async def use_async() -> None:
                try:
                    await talk.usage()
                except OpencodeError as error:
                    errors.append(error)

            async with anyio.create_task_group() as tasks:
                for _ in range(4):
                    tasks.start_soon(use_async)
                await anyio.to_thread.run_sync(server.begun.wait)
                server.proceed.set()
            session_id = talk.session_id
    assert server.created == [session_id] == ["ses_0"]
    assert len(errors) == fails


async def test_a_first_prompt_that_is_cancelled_leaves_the_session_to_the_next(
    mode: str, httpserver: HTTPServer
) -> None:
    if mode == "sync":
        pytest.skip("threads are not cancelled")
    server = Creating(httpserver)
    async with AsyncOpencode(httpserver.url_for("").rstrip("/")) as client:
        conversation = client.conversation()
        first = anyio.CancelScope()

        async def use(scope: anyio.CancelScope) -> None:
            with scope:
                await conversation.usage()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(use, first)
            await anyio.to_thread.run_sync(server.begun.wait)
            tasks.start_soon(use, anyio.CancelScope())
            await anyio.lowlevel.checkpoint()
            first.cancel()
            await anyio.lowlevel.checkpoint()
            server.proceed.set()
        assert conversation.session_id in server.created
    assert len([entry for entry in httpserver.log if entry[0].path.endswith("/message")]) == 1
