"""Turns as they happen, on the real server: nothing lost, nothing mixed up, nothing hanging."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import anyio
import attrs
import pytest

from opencode_sessions import (
    AgentNotFoundError,
    APITimeoutError,
    ModelNotFoundError,
    NotFoundError,
    PartReset,
    PermissionRequest,
    QuestionRequest,
    Refusal,
    Retraction,
    ServerProcess,
    TextPart,
)
from opencode_sessions._response import AGENT_GOES_ON, AGENT_STOPPED
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, ScriptedModel, Stall, Text, ToolCall
from tests.support.background import Background
from tests.support.tools import BASH, QUESTION
from tests.support.waiting import eventually
from tools.servers.versions import ServerVersion

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

ASKING = pytest.mark.config(permission={"bash": "ask"})
ENDLESS = ModelReply(Text("Let me think about it.", chunk_size=4, delay=0.05), Stall(60))


@attrs.define
class City:
    name: str


def slowly(text: str) -> Text:
    """A text in many pieces."""
    return Text(text, chunk_size=3, delay=0.01)


def status_of(event: Any) -> str | None:
    """The status in an event."""
    return event.properties.status.type if getattr(event, "type", None) == "session.status" else None


async def is_idle(client: Any, session_id: str) -> bool:
    return session_id not in await client.session.status()


async def test_text_reasoning_and_tools(client: Any, model: ScriptedModel, project: Path) -> None:
    model.push(
        ModelReply(
            Reasoning("I had better look. Größe: 木 🌲", chunk_size=2, delay=0.005),
            slowly("First, I look.\n\nAt the file."),
            ToolCall("bash", {"command": "echo one", "description": "Say one"}),
            ToolCall("read", {"filePath": str(project / "missing.txt")}),
        ),
        ModelReply(Reasoning("Aha."), slowly("It says one\u2028— “größer” than 🌲.")),
    )
    session = await client.session.create()
    events: list[Any] = []
    latest: dict[str, Any] = {}
    async with client.session.stream(session.id, "What does it say?") as turn:
        written = "".join([text async for text in turn.text_deltas])
        reply = await turn.result()
        steps = turn.steps
    stored = await client.session.turn(reply)
    assert written == stored.text == "First, I look.\n\nAt the file.\n\nIt says one\u2028— “größer” than 🌲."
    assert stored.reasoning == "I had better look. Größe: 木 🌲\n\nAha."
    assert steps == stored.steps
    assert reply == stored.messages[-1]
    assert [call.state.status for call in stored.tool_calls] == ["completed", "error"]

    model.push(ModelReply(Reasoning("So.", chunk_size=1), slowly("Once more."), BASH), ModelReply(slowly("Done.")))
    async with client.session.stream(session.id, "Again.") as turn:
        async for part in turn.parts:
            latest.setdefault(part.id, []).append(part)
        reply = await turn.result()
    stored = await client.session.turn(reply)
    assert [versions[-1] for versions in latest.values()] == [part for step in stored.steps for part in step.parts]
    tool = [part.state.status for versions in latest.values() for part in versions if part.type == "tool"]
    assert list(dict.fromkeys(tool)) == ["pending", "running", "completed"]
    reasoning, text = ([part.text for part in latest[part.id]] for part in stored.steps[0].parts[1:3])
    assert len(set(reasoning)) > 2
    assert len(set(text)) > 2
    for texts in (reasoning, text):
        assert all(later.startswith(earlier) for earlier, later in pairwise(texts))

    model.push(ModelReply(Reasoning("So.", chunk_size=1), slowly("Once more."), BASH), ModelReply(slowly("Done.")))
    async with client.session.stream(session.id, "Again, in pieces.") as turn:
        costs, calls, deltas = [], [], []
        async for delta in turn.deltas:
            deltas.append((delta.kind, delta.part.type, delta.text))
            costs.append(turn.cost)
            calls.append(len(turn.tool_calls))
        reply = await turn.result()
    stored = await client.session.turn(reply)
    assert all(kind == part_type for kind, part_type, _ in deltas)
    assert [kind for kind, _ in groupby(deltas, key=itemgetter(0))] == ["reasoning", "text"]
    assert "".join(text for kind, _, text in deltas if kind == "reasoning") == turn.reasoning == "So."
    assert "".join(text for kind, _, text in deltas if kind == "text") == "Once more.Done."
    assert (turn.text, turn.tool_calls, turn.tokens) == (stored.text, stored.tool_calls, stored.tokens)
    assert turn.cost == stored.cost == sum(step.cost for step in stored.steps) > reply.cost > 0
    # Growing: a step costs something once it is finished.
    assert (costs[0], calls[0]) == (0, 0)
    assert (costs[-1], calls[-1]) == (stored.steps[0].cost, 1)

    model.push(
        ModelReply(Reasoning("Well, well.", chunk_size=2), slowly("Yes."), BASH), ModelReply(Reasoning("So."), "No.")
    )
    async with client.session.stream(session.id, "Think aloud.") as turn:
        assert "".join([text async for text in turn.reasoning_deltas]) == "Well, well.\n\nSo." == turn.reasoning
        assert turn.text == "Yes.\n\nNo."

    model.push("As an event.")
    async with client.session.stream(session.id, "And again.") as turn:
        async for event in turn.events:
            events.append(event.type)
    assert {"message.updated", "message.part.updated", "message.part.delta", "session.status"} <= set(events)
    assert events.count("session.idle") == 1


@pytest.mark.parametrize("seconds", [22])
async def test_a_long_idle_time(client: Any, model: ScriptedModel, seconds: float, mode: str) -> None:
    if mode == "trio":
        # Tasks wait in the same way in both event loops.
        seconds = 1
    model.push(ModelReply(slowly("Before, "), Stall(seconds), slowly("and after.")))
    session = await client.session.create()
    async with client.session.stream(session.id, "Take your time.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Before, and after."
        assert (await turn.result()).text == "Before, and after."


async def test_a_model_that_is_retried(client: Any, model: ScriptedModel) -> None:
    model.push(HTTPError(429, "Too many requests"), slowly("Back again."))
    session = await client.session.create()
    async with client.session.stream(session.id, "Try it twice.") as turn:
        retries = [event.properties.status async for event in turn.events if status_of(event) == "retry"]
        assert (await turn.result()).text == "Back again."
    assert [retry.attempt for retry in retries] == [1]
    assert "Too many requests" in retries[0].message


async def test_a_model_that_breaks_off(client: Any, model: ScriptedModel) -> None:
    model.push(ModelReply(slowly("Half of"), HTTPError(500, "The model broke")), ModelReply(slowly("All of it.")))
    session = await client.session.create()
    async with client.session.stream(session.id, "Break.") as turn:
        progress = [event async for event in turn.events]
        reply = await turn.result()
        steps = turn.steps
    (reset,) = (event for event in progress if isinstance(event, PartReset))
    assert isinstance(reset.part, TextPart)
    assert (reset.shown, reset.part.text) == ("Half of", "")
    assert steps == (await client.session.turn(reply)).steps
    assert reply.text == "All of it."

    model.push(ModelReply(slowly("Half of"), HTTPError(500, "The model broke")), ModelReply(slowly("All of it.")))
    async with client.session.stream(session.id, "Break.") as turn:
        pieces = [text async for text in turn.text_deltas]
        reply = await turn.result()
    (place,) = (place for place, text in enumerate(pieces) if isinstance(text, Retraction))
    assert isinstance(pieces[place], Retraction)
    assert (pieces[place].retracted, "".join(pieces[:place])) == ("Half of", "Half of")
    assert "".join(pieces[place:]).strip() == turn.text == "All of it."
    assert turn.text == (await client.session.turn(reply)).text

    model.push(ModelReply(slowly("Half of"), HTTPError(500, "The model broke")), ModelReply(slowly("All of it.")))
    async with client.session.stream(session.id, "Break.") as turn:
        deltas = [delta async for delta in turn.deltas]
    (reset,) = (delta for delta in deltas if delta.kind == "reset")
    assert reset.text == ""
    by_part = {
        delta.part.id: "".join(other.text for other in deltas if other.part.id == delta.part.id) for delta in deltas
    }
    assert by_part == {reset.part.id: "Half of", deltas[-1].part.id: "All of it."}


async def test_a_model_that_fails(client: Any, model: ScriptedModel) -> None:
    model.push(HTTPError(401, "Wrong key"))
    session = await client.session.create()
    async with client.session.stream(session.id, "Anyone?") as turn:
        errors = [event.properties.error async for event in turn.events if event.type == "session.error"]
        reply = await turn.result()
    assert reply.error == turn.error == errors[0]
    assert reply.error.data.status_code == 401
    assert reply.failure == turn.failure == (await client.session.turn(reply)).failure
    assert "Wrong key" in reply.failure


async def test_unknown_names_are_reported_at_once(client: Any) -> None:
    session = await client.session.create()
    async with client.session.stream(session.id, "Hello?", agent="bild") as turn:
        with pytest.raises(AgentNotFoundError, match="Did you mean build"):
            await turn.result(timeout=120)
    session = await client.session.create()
    async with client.session.stream(session.id, "Hello?", model="scripted/scribbled") as turn:
        with pytest.raises(ModelNotFoundError, match="scripted/scripted"):
            _ = [text async for text in turn.text_deltas]
    with pytest.raises(NotFoundError):
        async with client.session.stream("ses_unknown", "Hello?") as turn:
            await turn.result(timeout=120)


async def test_an_abort_in_mid_turn(client: Any, model: ScriptedModel) -> None:
    model.push(ENDLESS, slowly("Something else."))
    session = await client.session.create()
    async with client.session.stream(session.id, "Think.") as turn:
        written = ""
        async for text in turn.text_deltas:
            if not written:
                await turn.abort()
            written += text
        reply = await turn.result()
    assert reply.error.name == "MessageAbortedError"
    assert reply.text == written
    # Late events of that turn are no part of the next one.
    async with client.session.stream(session.id, "Think of something else.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Something else."
        assert [step.text for step in turn.steps] == ["Something else."]
        assert (await turn.result()).error is None


async def test_two_sessions_at_once(client: Any, project: Path) -> None:
    words = {"one": "All of the first, in pieces.", "two": "The second is another one."}

    def decide(request: Any) -> Text:
        asked = str(request["messages"][-1]["content"])
        return Text(next((text for word, text in words.items() if word in asked), "A title"), chunk_size=2, delay=0.02)

    (project / "opencode.json").unlink()
    with ScriptedModel(decide=decide) as speaker:
        speaker.configure(project)
        first, second = await client.session.create(), await client.session.create()
        async with client.session.stream(first.id, "one") as one, client.session.stream(second.id, "two") as two:
            written = {"one": "", "two": ""}
            views = {"one": aiter(one.text_deltas), "two": aiter(two.text_deltas)}
            while views:
                for name, view in list(views.items()):
                    try:
                        written[name] += await anext(view)
                    except StopAsyncIteration:
                        del views[name]
            assert [(await turn.result()).text for turn in (one, two)] == list(words.values())
    assert written == words


@ASKING
@pytest.mark.parametrize("decision", ["once", "reject"])
async def test_a_permission(client: Any, model: ScriptedModel, project: Path, mode: str, decision: Any) -> None:
    requests: list[PermissionRequest] = []

    def decide(request: PermissionRequest) -> Any:
        requests.append(request)
        return decision

    async def decide_later(request: PermissionRequest) -> Any:
        return decide(request)

    model.push(BASH, "Written.")
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Write it.", on_permission=decide if mode == "sync" else decide_later)
    (request,) = requests
    assert (request.permission, request.session_id) == ("bash", session.id)
    assert (project / "allowed.txt").exists() == (decision == "once")
    turn = await client.session.turn(reply)
    assert [call.state.status for call in turn.tool_calls] == ["completed" if decision == "once" else "error"]
    # A refusal without a reason ends the turn.
    assert reply.text == ("Written." if decision == "once" else "")
    assert reply.refusals == ([] if decision == "once" else turn.tool_calls)
    assert (reply.error, reply.failure) == (None, None)


@ASKING
async def test_a_refusal_with_a_reason(client: Any, model: ScriptedModel, project: Path) -> None:
    model.push(BASH, "Then another day.")
    session = await client.session.create()
    async with client.session.stream(
        session.id, "Write it.", on_permission=lambda request: Refusal("Not today.")
    ) as turn:
        reply = await turn.result()
        (refused,) = turn.refusals
    assert not (project / "allowed.txt").exists()
    assert reply.text == "Then another day."
    # The agent has read the reason.
    assert "Not today." in refused.state.error
    assert "Not today." in str(model.requests[-1]["messages"])
    assert (reply.refusals, (await client.session.turn(reply)).refusals) == ([], [refused])


@ASKING
@pytest.mark.parametrize("way", ["chat", "stream"])
@pytest.mark.parametrize("wrong", ["nonsense", "exception"])
async def test_a_callback_that_is_wrong(client: Any, model: ScriptedModel, project: Path, wrong: str, way: str) -> None:
    """It refuses, its caller has the error, and the turn ends."""

    def decide(request: PermissionRequest) -> Any:
        if wrong == "exception":
            raise ZeroDivisionError
        return "of course"

    async def wait() -> None:
        if way == "chat":
            await client.session.chat(session.id, "Write it.", on_permission=decide)
        async with client.session.stream(session.id, "Write it.", on_permission=decide) as turn:
            await turn.result()

    model.push(BASH, "Never said.")
    session = await client.session.create()
    with pytest.raises(ZeroDivisionError if wrong == "exception" else TypeError):
        await wait()
    await eventually(lambda: is_idle(client, session.id))
    assert await client.permission.list() == []
    assert not (project / "allowed.txt").exists()
    last = (await client.session.messages(session.id))[-1]
    assert [call.tool for call in last.refusals] == ["bash"]
    assert len(model.requests) == 1


@pytest.fixture
def elsewhere(project: Path, tmp_path: Path, model: ScriptedModel, server_version: ServerVersion) -> Path:
    """A second project on the same server."""
    if server_version.serves_one_directory:
        pytest.skip("a server before 1.0.0 serves one directory")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    model.configure(folder, permission={"bash": "ask"})
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("way", ["session", "conversation"])
async def test_a_session_of_another_directory(client: Any, model: ScriptedModel, elsewhere: Path, way: str) -> None:
    """All that is about a session is asked of its own directory."""
    requests: list[PermissionRequest] = []
    busy: list[bool] = []

    def decide(request: PermissionRequest) -> str:
        requests.append(request)
        return "once"

    model.push(ModelReply(slowly("I write it over there."), BASH), ModelReply(slowly("It is written."), Stall(1)))
    session = await client.session.create(directory=str(elsewhere))
    if way == "session":
        stream = client.session.stream(session.id, "Write it.", on_permission=decide)
    else:
        stream = client.conversation(session.id).stream("Write it.", on_permission=decide)
    pieces: list[str] = []
    async with stream as turn:
        async for text in turn.text_deltas:
            pieces.append(text)
            busy.append(session.id in await client.session.status(directory=str(elsewhere)))
        reply = await turn.result()
    assert "".join(pieces) == turn.text == "I write it over there.\n\nIt is written."
    assert len(pieces) > 8
    assert all(busy[:5])
    assert [request.session_id for request in requests] == [session.id]
    assert (elsewhere / "allowed.txt").exists()
    assert (reply.text, reply.info.path.cwd) == ("It is written.", str(elsewhere))
    assert session.id not in await client.session.status(directory=str(elsewhere))


async def test_an_abort_in_another_directory(client: Any, model: ScriptedModel, elsewhere: Path) -> None:
    model.push(ENDLESS)
    session = await client.session.create(directory=str(elsewhere))
    async with client.session.stream(session.id, "Think.") as turn:
        async for _ in turn.text_deltas:
            assert await turn.abort()
            break
        assert (await turn.result()).error.name == "MessageAbortedError"
    assert session.id not in await client.session.status(directory=str(elsewhere))


async def test_a_question(client: Any, model: ScriptedModel) -> None:
    requests: list[QuestionRequest] = []

    def answer(request: QuestionRequest) -> list[list[str]]:
        requests.append(request)
        return [["Red"]]

    model.push(QUESTION, "Red it is.")
    session = await client.session.create()
    async with client.session.stream(session.id, "Ask me.", on_question=answer) as turn:
        assert (await turn.result()).text == "Red it is."
    assert [question.question for request in requests for question in request.questions] == ["Which colour?"]
    (call,) = (call for step in turn.steps for call in step.tool_calls)
    assert "Red" in call.state.output
    model.push(QUESTION, "Then not.")
    reply = await client.session.chat(session.id, "Ask me again.", on_question=lambda request: None)
    (call,) = (await client.session.turn(reply)).tool_calls
    assert call.state.status == "error"


@ASKING
async def test_a_request_that_nobody_answers(client: Any, model: ScriptedModel, project: Path) -> None:
    model.push(BASH, "Written.")
    session = await client.session.create()
    async with client.session.stream(session.id, "Write it.") as turn:
        async for event in turn.events:
            if event.type == "permission.asked":
                break
        with pytest.raises(APITimeoutError, match="the permission bash for echo allowed") as caught:
            await turn.result(timeout=0.5)
        assert AGENT_GOES_ON in str(caught.value)
        (request,) = turn.pending_requests
        await client.permission.reply(request.id, "once")
        assert (await turn.result()).text == "Written."
        assert turn.pending_requests == []


async def test_a_structured_reply(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    model.push(ToolCall("StructuredOutput", {"name": "Rome"}))
    async with client.session.stream(session.id, "Which city?", format=City) as turn:
        assert (await turn.result()).structured == City("Rome")
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    model.push(ToolCall("StructuredOutput", {"name": "Oslo"}))
    async with client.session.stream(session.id, "Which other?", format=schema) as turn:
        assert (await turn.result()).structured == {"name": "Oslo"}


@pytest.mark.parametrize("children", [False, True])
async def test_a_subtask(client: Any, model: ScriptedModel, children: bool) -> None:
    task = ToolCall("task", {"description": "Look", "prompt": "Look around.", "subagent_type": "general"})
    model.push(task, slowly("Nothing here."), slowly("There is nothing."))
    session = await client.session.create()
    async with client.session.stream(session.id, "Have a look.", children=children) as turn:
        parts = [part async for part in turn.parts]
        reply = await turn.result()
    assert reply.text == "There is nothing."
    (child,) = await client.session.children(session.id)
    by_session = {part.session_id for part in parts}
    assert by_session == ({session.id, child.id} if children else {session.id})
    assert {step.info.session_id for step in turn.steps} == {session.id}


async def test_the_text_of_a_subtask_is_a_paragraph(client: Any, model: ScriptedModel) -> None:
    task = ToolCall("task", {"description": "Look", "prompt": "Look around.", "subagent_type": "general"})
    model.push(ModelReply(slowly("I ask."), task), slowly("Nothing here."), slowly("There is nothing."))
    session = await client.session.create()
    async with client.session.stream(session.id, "Have a look.", children=True) as turn:
        text = "".join([text async for text in turn.text_deltas])
    assert text == "I ask.\n\nNothing here.\n\nThere is nothing."
    assert turn.text == "I ask.\n\nThere is nothing."


@pytest.mark.parametrize("stops", [False, True])
async def test_leaving_early(client: Any, model: ScriptedModel, stops: bool) -> None:
    model.push(ModelReply(slowly("Let me think. "), Stall(1), slowly("And that is it.")))
    session = await client.session.create()
    async with client.session.stream(session.id, "Think.", abort_on_exit=stops) as turn:
        async for _ in turn.text_deltas:
            break

    async def finished() -> Any:
        return await is_idle(client, session.id) and await client.session.messages(session.id)

    last = (await eventually(finished))[-1]
    if stops:
        assert last.error.name == "MessageAbortedError"
    else:
        assert (last.text, last.error) == ("Let me think. And that is it.", None)


@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("way", ["chat", "stream"])
async def test_out_of_time(
    make_client: Callable[..., Any], server: ServerProcess, project: Path, model: ScriptedModel, way: str, stops: bool
) -> None:
    model.push("Ready.", ModelReply(slowly("Hm."), Stall(120)))
    hasty = make_client(server.url, password=server.password, directory=project, turn_timeout=4)
    session = await hasty.session.create()
    # An abort counts only once the turn is running, which takes longer in a project that is new to the server.
    await hasty.with_options(turn_timeout=None).session.chat(session.id, "Get ready.")

    async def wait() -> None:
        if way == "chat":
            await hasty.session.chat(session.id, "Think.", abort_on_cancel=stops)
            return
        async with hasty.session.stream(session.id, "Think.", abort_on_cancel=stops) as turn:
            await turn.result()

    with pytest.raises(APITimeoutError) as caught:
        await wait()
    assert (AGENT_STOPPED if stops else AGENT_GOES_ON) in str(caught.value)
    assert (AGENT_GOES_ON if stops else AGENT_STOPPED) not in str(caught.value)
    if not stops:
        assert not await is_idle(hasty, session.id)
        await hasty.session.abort(session.id)

    async def error() -> Any:
        return (await hasty.session.messages(session.id))[-1].error

    # The session is idle a moment before its message has the error.
    assert (await eventually(error)).name == "MessageAbortedError"
    assert await is_idle(hasty, session.id)


@pytest.mark.parametrize("stops", [False, True])
async def test_an_interruption(client: Any, model: ScriptedModel, stops: bool) -> None:
    model.push(ENDLESS)
    session = await client.session.create()

    async def interrupted() -> None:
        async with client.session.stream(session.id, "Think.", abort_on_cancel=stops) as turn:
            async for _ in turn.text_deltas:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        await interrupted()
    assert caught.value.__notes__ == [AGENT_STOPPED if stops else AGENT_GOES_ON]
    assert await is_idle(client, session.id) == stops
    await client.session.abort(session.id)


async def test_a_compaction(client: Any, model: ScriptedModel) -> None:
    too_long = HTTPError(400, "This model's maximum context length is 8192 tokens. prompt is too long")
    model.push("Hello.", too_long, "A summary of it all.", slowly("Going on."))
    session = await client.session.create()
    await client.session.chat(session.id, "Hello.")
    async with client.session.stream(session.id, "Read all of it.") as turn:
        seen = [event async for event in turn.events]
        reply = await turn.result()
    assert "session.compacted" in [event.type for event in seen]
    assert reply.text == "Going on."


async def test_events_with_filters(client: Any, model: ScriptedModel, background: Background) -> None:
    model.push("Done.")
    session = await client.session.create()
    async with client.event.subscribe(types={"session.idle"}, session_id=session.id) as events:
        other = await client.session.create()
        await client.session.update(other.id, title="Unheard")
        background.prompt(session.id)
        async for event in events:
            assert (event.type, event.properties.session_id) == ("session.idle", session.id)
            break


async def test_two_prompts_on_one_session(client: Any, model: ScriptedModel, mode: str) -> None:
    """The server answers them one after the other, or both at once. Each stream shows the answer to its own prompt."""
    if mode == "sync":
        pytest.skip("the test is about concurrent tasks")
    first, second = "And then, and then, " * 10, "Something else."
    model.push(Text(first, chunk_size=4, delay=0.05), second)
    session = await client.session.create()

    async def stream(prompt: str, begins: anyio.Event | None, written: anyio.Event | None) -> None:
        if begins is not None:
            await begins.wait()
        async with client.session.stream(session.id, prompt) as turn:
            text = ""
            async for piece in turn.text_deltas:
                text += piece
                if written is not None:
                    written.set()
            seen[prompt] = (text, (await turn.result()).text, [step.text for step in turn.steps])

    seen: dict[str, tuple[str, str, list[str]]] = {}
    has_begun = anyio.Event()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(stream, "First?", None, has_begun)
        tasks.start_soon(stream, "Second?", has_begun, None)
    assert seen == {"First?": (first, first, [first]), "Second?": (second, second, [second])}
