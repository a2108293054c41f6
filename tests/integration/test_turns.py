"""Turns as they happen: each way of looking at one, permissions and questions, and leaving a turn early."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import anyio
import pytest

from opencode_sessions import (
    APITimeoutError,
    AsyncOpencode,
    ClientClosedError,
    Delta,
    NotFoundError,
    Opencode,
    OpencodeError,
    PartReset,
    Refusal,
    Retraction,
)
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, Stall, Text, ToolCall
from tests.support.fake import FakeThread
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback, encode_event
from tests.support.samples import SESSION, assistant_message
from tests.support.waiting import wait_until
from tools.faults.fake import FakeServer

pytestmark = pytest.mark.anyio

MakeClient = Callable[..., Any]

SCRIPTS: dict[str, Sequence[ModelReply]] = {
    "steps": [
        ModelReply(Reasoning("Let me see.", chunk_size=4), "First I look.", ToolCall("read", {"filePath": "a.txt"})),
        ModelReply(Text("All is well, überall. 漢字", chunk_size=5)),
    ],
    "remove": [
        ModelReply("May I?", ToolCall("bash", {"command": "rm old.txt", "description": "Remove"})),
        ModelReply("Done."),
    ],
    "fails": [ModelReply(HTTPError(400, "No such luck."))],
    "breaks": [ModelReply(Text("Half"), HTTPError(500, "Broken")), ModelReply("Whole.")],
    "hangs": [ModelReply(Text("So far.", chunk_size=3), Stall(60))],
}
TEXT = "First I look.\n\nAll is well, überall. 漢字"


@pytest.fixture(scope="module", params=["1.18.33", "0.5.29"])
def server(request: pytest.FixtureRequest) -> Iterator[FakeServer]:
    """A fake server of the newest and of the oldest version."""
    with FakeThread(SCRIPTS.__getitem__, version=request.param) as fake:
        yield fake.server


@pytest.fixture
def client(make_client: MakeClient, server: FakeServer) -> Any:
    return make_client(server.url, turn_timeout=30)


@pytest.fixture
async def stream(client: Any) -> Callable[..., Any]:
    """Streams a turn in a new session."""
    session = await client.session.create()
    return lambda prompt, **options: client.session.stream(session.id, prompt, model="scripted/scripted", **options)


async def items(view: Any) -> list[Any]:
    return [item async for item in view]


async def error_in(turn: Any) -> LookupError:
    """Raise an error in the block of a turn that goes on, and return it as it leaves the block."""
    try:
        async with turn:
            await turn._next()
            raise LookupError
    except LookupError as error:
        return error


async def test_the_text(stream: Callable[..., Any]) -> None:
    async with stream("steps") as turn:
        pieces = await items(turn.text_deltas)
        reply = await turn.result()
        assert turn.text == "".join(pieces) == TEXT
    assert len(pieces) > 2
    assert reply.text == (TEXT if len(turn.steps) == 1 else "All is well, überall. 漢字")


async def test_the_reasoning(stream: Callable[..., Any]) -> None:
    async with stream("steps") as turn:
        pieces = await items(turn.reasoning_deltas)
        assert turn.reasoning == "".join(pieces) == "Let me see."


async def test_text_and_reasoning_with_their_parts(stream: Callable[..., Any]) -> None:
    async with stream("steps") as turn:
        deltas: list[Delta] = await items(turn.deltas)
    texts: dict[str, str] = {}
    for delta in deltas:
        assert delta.kind == delta.part.type
        texts[delta.part.id] = texts.get(delta.part.id, "") + delta.text
    assert list(texts.values()) == ["Let me see.", "First I look.", "All is well, überall. 漢字"]


async def test_parts_and_the_facts_of_the_turn(stream: Callable[..., Any]) -> None:
    async with stream("steps") as turn:
        latest = {part.id: part async for part in turn.parts}
        assert turn.session_id in {part.session_id for part in latest.values()}
        assert [part.text for part in latest.values() if part.type == "text"] == TEXT.split("\n\n")
        (call,) = turn.tool_calls
        assert (call.tool, call.state.status, latest[call.id]) == ("read", "completed", call)
        assert turn.cost == pytest.approx(0.0006)
        assert turn.tokens.output
        assert turn.error is None
        assert turn.pending_requests == []


async def test_events_end_with_the_turn(stream: Callable[..., Any]) -> None:
    async with stream("steps") as turn:
        kinds = [event.type for event in await items(turn.events)]
        # A view of a turn that is over has nothing more.
        assert await items(turn.events) == []
    assert {"message.updated", "message.part.updated"} <= set(kinds)


async def test_a_turn_that_fails_has_the_reason(stream: Callable[..., Any]) -> None:
    async with stream("fails") as turn:
        reply = await turn.result()
        assert turn.error == reply.error
        assert "No such luck." in str(turn.error.data.message)


async def test_text_that_the_model_took_back(stream: Callable[..., Any], server: FakeServer) -> None:
    if not server.dialect.stores_late:
        pytest.skip("these servers fail the turn instead")
    async with stream("breaks") as turn:
        pieces = await items(turn.text_deltas)
        assert turn.text == "Whole."
    assert [piece.retracted for piece in pieces if isinstance(piece, Retraction)] == ["Half"]
    async with stream("breaks") as turn:
        resets = [event for event in await items(turn.events) if isinstance(event, PartReset)]
    assert [(reset.shown, reset.part.to_dict()["text"]) for reset in resets] == [("Half", "")]


async def test_a_permission_that_is_given(stream: Callable[..., Any], server: FakeServer) -> None:
    asked: list[Any] = []

    def decide(request: Any) -> str:
        asked.append(request)
        return "once"

    async with stream("remove", on_permission=decide) as turn:
        await turn.result()
        assert turn.text == "May I?\n\nDone."
        assert turn.tool_calls[0].state.status == "completed"
        assert turn.pending_requests == []
    assert [request.permission for request in asked] == ["bash"]


async def test_a_permission_that_is_refused(stream: Callable[..., Any]) -> None:
    async with stream("remove", on_permission=lambda request: "reject") as turn:
        await turn.result()
        assert turn.text == "May I?"
        assert turn.tool_calls[0].state.status == "error"


async def test_a_permission_that_is_refused_with_a_reason(stream: Callable[..., Any], server: FakeServer) -> None:
    if not server.dialect.has_requests:
        pytest.skip("these servers take no reason")
    async with stream("remove", on_permission=lambda request: Refusal("It is still needed.")) as turn:
        await turn.result()
        assert turn.text == "May I?\n\nDone."
        assert "It is still needed." in turn.tool_calls[0].state.error


@pytest.mark.parametrize("decision", ["yes", None, 5])
async def test_a_malformed_decision_refuses(stream: Callable[..., Any], decision: Any, server: FakeServer) -> None:
    async with stream("remove", on_permission=lambda request: decision) as turn:
        with pytest.raises(TypeError, match="on_permission must return"):
            await turn.result()
        await turn.result()
        assert turn.tool_calls[0].state.status == "error"


async def test_a_function_that_raises_refuses(stream: Callable[..., Any]) -> None:
    def decide(request: Any) -> str:
        raise LookupError("nobody is there")

    async with stream("remove", on_permission=decide) as turn:
        with pytest.raises(LookupError, match="nobody is there"):
            await turn.result()
        await turn.result()
        assert turn.text == "May I?"


async def test_a_request_that_is_answered_without_a_function(stream: Callable[..., Any]) -> None:
    async with stream("remove") as turn:
        while not turn.pending_requests:
            await turn._next()
        (request,) = turn.pending_requests
        with pytest.raises(TypeError, match="The answer to a permission must be"):
            await turn.reply(request, "yes")
        await turn.reply(request.id, "once")
        assert turn.pending_requests == []
        with pytest.raises(NotFoundError, match="was answered"):
            await turn.reply(request, "once")
        await turn.result()
        assert turn.text == "May I?\n\nDone."


async def test_waiting_for_a_result_names_what_waits_for_an_answer(stream: Callable[..., Any]) -> None:
    async with stream("remove", abort_on_exit=True) as turn:
        while not turn.pending_requests:
            await turn._next()
        with pytest.raises(APITimeoutError, match="waiting for an answer to the permission bash") as caught:
            await turn.result(timeout=0.05)
        assert "session.abort stops it" in str(caught.value)


async def test_abort(stream: Callable[..., Any], server: FakeServer) -> None:
    async with stream("hangs") as turn:
        shown = ""
        async for piece in turn.text_deltas:
            shown += piece
            if shown == "So far.":
                break
        assert await turn.abort() is True
        await turn.result()
    assert server.prompts[-1].state == "aborted"


async def test_leaving_a_turn_leaves_the_agent_at_work(stream: Callable[..., Any], server: FakeServer) -> None:
    async with stream("hangs") as turn:
        await turn._next()
    with pytest.raises(OpencodeError, match="left before it was over"):
        await turn.result()
    assert server.prompts[-1].state in ("waiting", "busy")
    caught = await error_in(stream("hangs"))
    assert any("may still be working" in note for note in caught.__notes__)


async def test_closing_the_client_gives_each_turn_an_error_of_its_own(
    make_client: MakeClient, server: FakeServer
) -> None:
    client = make_client(server.url, turn_timeout=30)
    turns = []
    for _ in range(3):
        session = await client.session.create()
        turn = client.session.stream(session.id, "hangs", model="scripted/scripted")
        await turn.__aenter__()
        turns.append(turn)
    await client.close()
    errors = []
    for turn in turns:
        with pytest.raises(ClientClosedError) as caught:
            await turn.result()
        await turn.__aexit__(ClientClosedError, caught.value, None)
        errors.append(caught.value)
    assert len({*map(id, errors)}) == 3
    assert {len(error.__notes__) for error in errors} == {1}


async def test_abort_on_exit(stream: Callable[..., Any], server: FakeServer) -> None:
    async with stream("hangs", abort_on_exit=True) as turn:
        await turn._next()
    assert server.prompts[-1].state == "aborted"


async def test_abort_on_cancel(stream: Callable[..., Any], server: FakeServer) -> None:
    caught = await error_in(stream("hangs", abort_on_cancel=True))
    assert caught.__notes__ == ["The agent was stopped."]
    assert server.prompts[-1].state == "aborted"


async def test_a_turn_is_entered_once_and_before_it_is_used(stream: Callable[..., Any]) -> None:
    turn = stream("steps")
    for view in ("events", "text_deltas", "steps", "session_id"):
        with pytest.raises(OpencodeError, match=r"enter it, as in `(async )?with client\.session\.stream"):
            getattr(turn, view)
    async with turn as entered:
        await entered.result()
    with pytest.raises(OpencodeError, match="entered once"):
        async with turn:
            pass


def test_aborting_from_another_thread(server: FakeServer) -> None:
    with Opencode(server.url) as client:
        session = client.session.create()
        with client.session.stream(session.id, "hangs", model="scripted/scripted") as turn:
            next(turn.text_deltas)
            stopped: list[bool] = []
            thread = threading.Thread(target=lambda: stopped.append(turn.abort()))
            thread.start()
            turn.result(timeout=30)
            thread.join()
    assert stopped == [True]
    assert server.prompts[-1].state == "aborted"


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
async def test_aborting_from_another_task(server: FakeServer, mode: str) -> None:
    async with AsyncOpencode(server.url) as client:
        session = await client.session.create()
        async with client.session.stream(session.id, "hangs", model="scripted/scripted") as turn:
            await anext(turn.text_deltas)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(turn.abort)
                await turn.result(timeout=30)
    assert server.prompts[-1].state == "aborted"


# ---------------------------------------------------------------- questions, which the fake server does not ask

QUESTION = {
    "id": "que_1",
    "sessionID": SESSION["id"],
    "questions": [{"question": "Which one?", "header": "One", "options": [{"label": "A", "description": "The first"}]}],
}


class Asking(Loopback):
    """A server whose agent asks a question, and ends its turn when it is answered.

    Attributes:
        answers: The requests that answered it.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.answers: list[str] = []
        self._prompted = threading.Event()

    def _respond(self, connection: Connection) -> None:
        if connection.path == "/event":
            connection.send(HEAD + CONNECTED)
            self._prompted.wait(20)
            connection.send(encode_event({"type": "question.asked", "properties": QUESTION}))
            connection.stay()
        elif connection.path.startswith("/question/"):
            self.answers.append(connection.path)
            connection.respond(True)
        elif connection.method == "POST":
            self._prompted.set()
            wait_until(lambda: self.answers or self.closing.is_set())
            connection.respond(assistant_message())
        elif connection.path == f"/session/{SESSION['id']}":
            connection.respond(SESSION)
        elif connection.path == "/session/status":
            connection.respond({SESSION["id"]: {"type": "idle" if self.answers else "busy"}})
        else:
            connection.respond([])


@pytest.mark.parametrize(
    ("answer", "path"), [([["A"]], "/question/que_1/reply"), (None, "/question/que_1/reject")], ids=["reply", "reject"]
)
async def test_a_question_that_is_answered(make_client: MakeClient, answer: Any, path: str) -> None:
    asked: list[str] = []

    def respond(request: Any) -> Any:
        asked.extend(info.question for info in request.questions)
        return answer

    with Asking() as server:
        client = make_client(server.url)
        async with client.session.stream(SESSION["id"], "Go on.", on_question=respond) as turn:
            await turn.result()
        assert (asked, server.answers) == (["Which one?"], [path])


@pytest.mark.parametrize("answer", ["A", [["A"], ["B"]], [[1]], [{"A"}]])
async def test_a_malformed_answer_refuses(make_client: MakeClient, answer: Any) -> None:
    with Asking() as server:
        client = make_client(server.url)
        async with client.session.stream(SESSION["id"], "Go on.", on_question=lambda request: answer) as turn:
            with pytest.raises(TypeError, match="list of labels for each of the 1 questions"):
                await turn.result()
            await turn.result()
        assert server.answers == ["/question/que_1/reject"]


async def test_a_conversation_streams_into_a_session_of_its_own(client: Any) -> None:
    conversation = client.conversation(title="New")
    async with conversation.stream("steps", model="scripted/scripted") as turn:
        await turn.result()
        assert turn.text == TEXT
    assert conversation.session_id == turn.session_id
    assert (await conversation.session()).title == "New"


async def test_a_session_that_is_given_as_an_object_is_not_asked_for(
    client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """It has its directory, unless the server is too old to tell it."""
    session, other = await client.session.create(), await client.session.create()
    caplog.set_level("DEBUG", "opencode_sessions")
    for given, is_asked_for in ((session, not session.directory), (session.id, False), (other.id, True)):
        caplog.clear()
        async with client.session.stream(given, "steps", model="scripted/scripted") as turn:
            await turn.result()
        requests = [record.getMessage().rpartition(" 200")[0] for record in caplog.records]
        assert "POST /session/{sessionID}/message" in requests
        assert ("GET /session/{sessionID}" in requests) == is_asked_for
