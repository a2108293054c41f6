"""Turns as they happen, on the real server: nothing lost, nothing mixed up, nothing hanging."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from beside import Beside
from waiting import eventually

from opencode_sessions import (
    AgentNotFoundError,
    APITimeoutError,
    ModelNotFoundError,
    NotFoundError,
    PartReset,
    PermissionRequest,
    QuestionRequest,
    ServerProcess,
)
from opencode_sessions.judging import AGENT_GOES_ON
from opencode_sessions.testing import HTTPError, Reasoning, Reply, ScriptedModel, Stall, Text, ToolCall

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]

ASKING = pytest.mark.config(permission={"bash": "ask"})
BASH = ToolCall("bash", {"command": "echo allowed > allowed.txt", "description": "Write a file"})
ENDLESS = Reply(Text("Let me think about it.", chunk_size=4, delay=0.05), Stall(60))
QUESTION = ToolCall(
    "question",
    {
        "questions": [
            {
                "question": "Which colour?",
                "header": "Colour",
                "options": [{"label": "Red", "description": "Like a rose"}, {"label": "Blue", "description": "Sky"}],
            }
        ]
    },
)


@attrs.define
class City:
    name: str


def slowly(text: str) -> Text:
    """A text in many pieces."""
    return Text(text, chunk_size=3, delay=0.01)


def status_of(event: Any) -> str | None:
    """The status that an event tells of."""
    return event.properties.status.type if getattr(event, "type", None) == "session.status" else None


async def is_idle(client: Any, session_id: str) -> bool:
    return session_id not in await client.session.status()


async def test_text_reasoning_and_tools(client: Any, model: ScriptedModel, project: Path) -> None:
    model.push(
        Reply(
            Reasoning("I had better look. Größe: 木 🌲", chunk_size=2, delay=0.005),
            slowly("First, I look.\n\nAt the file."),
            ToolCall("bash", {"command": "echo one", "description": "Say one"}),
            ToolCall("read", {"filePath": str(project / "missing.txt")}),
        ),
        Reply(Reasoning("Aha."), slowly("It says one\u2028— “größer” than 🌲.")),
    )
    session = await client.session.create()
    events, latest = [], {}
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

    model.push(Reply(Reasoning("So.", chunk_size=1), slowly("Once more."), BASH), Reply(slowly("Done.")))
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

    model.push("As an event.")
    async with client.session.stream(session.id, "And again.") as turn:
        async for event in turn.events:
            events.append(event.type)
    assert {"message.updated", "message.part.updated", "message.part.delta", "session.status"} <= set(events)
    assert events.count("session.idle") == 1


@pytest.mark.parametrize("seconds", [30])
async def test_a_long_silence(client: Any, model: ScriptedModel, seconds: float, mode: str) -> None:
    if mode == "trio":
        # What waits is the same for both event loops.
        seconds = 1
    model.push(Reply(slowly("Before, "), Stall(seconds), slowly("and after.")))
    session = await client.session.create()
    async with client.session.stream(session.id, "Take your time.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Before, and after."
        assert (await turn.result()).text == "Before, and after."


async def test_a_model_that_is_asked_again(client: Any, model: ScriptedModel) -> None:
    model.push(HTTPError(429, "Too many requests"), slowly("Back again."))
    session = await client.session.create()
    async with client.session.stream(session.id, "Try it twice.") as turn:
        retries = [event.properties.status async for event in turn.events if status_of(event) == "retry"]
        assert (await turn.result()).text == "Back again."
    assert [retry.attempt for retry in retries] == [1]
    assert "Too many requests" in retries[0].message


async def test_a_model_that_breaks_off(client: Any, model: ScriptedModel) -> None:
    model.push(Reply(slowly("Half of"), HTTPError(500, "The model broke")), Reply(slowly("All of it.")))
    session = await client.session.create()
    async with client.session.stream(session.id, "Break.") as turn:
        progress = [event async for event in turn.events]
        reply = await turn.result()
        steps = turn.steps
    (reset,) = (event for event in progress if isinstance(event, PartReset))
    assert (reset.shown, reset.part.text) == ("Half of", "")
    assert steps == (await client.session.turn(reply)).steps
    assert reply.text == "All of it."


async def test_a_model_that_fails(client: Any, model: ScriptedModel) -> None:
    model.push(HTTPError(401, "Wrong key"))
    session = await client.session.create()
    async with client.session.stream(session.id, "Anyone?") as turn:
        errors = [event.properties.error async for event in turn.events if event.type == "session.error"]
        reply = await turn.result()
    assert reply.error == errors[0]
    assert reply.error.data.status_code == 401


async def test_the_unknown_is_told_at_once(client: Any) -> None:
    session = await client.session.create()
    async with client.session.stream(session.id, "Hello?", agent="bild") as turn:
        with pytest.raises(AgentNotFoundError, match="Did you mean build"):
            await turn.result(timeout=30)
    session = await client.session.create()
    async with client.session.stream(session.id, "Hello?", model="scripted/scribbled") as turn:
        with pytest.raises(ModelNotFoundError, match="scripted/scripted"):
            _ = [text async for text in turn.text_deltas]
    with pytest.raises(NotFoundError):
        async with client.session.stream("ses_unknown", "Hello?") as turn:
            await turn.result(timeout=30)


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
    # What the server still tells of that turn is no part of the next.
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


async def test_a_structured_answer(client: Any, model: ScriptedModel) -> None:
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


@pytest.mark.parametrize("stops", [False, True])
async def test_leaving_early(client: Any, model: ScriptedModel, stops: bool) -> None:
    model.push(Reply(slowly("Let me think. "), Stall(1), slowly("And that is it.")))
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
    model.push(Reply(slowly("Hm."), Stall(60)))
    hasty = make_client(server.url, password=server.password, directory=project, turn_timeout=1.5)
    session = await hasty.session.create()

    async def wait() -> None:
        if way == "chat":
            await hasty.session.chat(session.id, "Think.", abort_on_cancel=stops)
            return
        async with hasty.session.stream(session.id, "Think.", abort_on_cancel=stops) as turn:
            await turn.result()

    with pytest.raises(APITimeoutError, match=r"session\.abort stops it"):
        await wait()
    if not stops:
        assert not await is_idle(hasty, session.id)
        await hasty.session.abort(session.id)

    async def stopped() -> bool:
        return await is_idle(hasty, session.id)

    assert await eventually(stopped)
    assert (await hasty.session.messages(session.id))[-1].error.name == "MessageAbortedError"


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
    assert getattr(caught.value, "__notes__", []) == ([] if stops else [AGENT_GOES_ON])
    assert stops or not await is_idle(client, session.id)
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


async def test_events_with_filters(client: Any, model: ScriptedModel, beside: Beside) -> None:
    model.push("Done.")
    session = await client.session.create()
    async with client.event.subscribe(types={"session.idle"}, session_id=session.id) as events:
        other = await client.session.create()
        await client.session.update(other.id, title="Unheard")
        beside.prompt(session.id)
        async for event in events:
            assert (event.type, event.properties.session_id) == ("session.idle", session.id)
            break
