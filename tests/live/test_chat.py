"""Chat with the real server: the whole way from the contract to an answer, and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    AuthenticationError,
    HTMLAnswerError,
    ModelNotFoundError,
    NotFoundError,
    Opencode,
    ReasoningPart,
    ServerProcess,
    StepFinishPart,
    StepStartPart,
    TextPart,
    ToolStateCompleted,
    ToolStateError,
    UserMessage,
)
from opencode_sessions.testing import HTTPError, Reasoning, Reply, ScriptedModel, Text, ToolCall

pytestmark = pytest.mark.anyio


async def test_health(client: Any) -> None:
    health = await client.health()
    assert health.healthy is True
    assert health.version.count(".") == 2


async def test_a_prompt_and_its_reply(client: Any, model: ScriptedModel) -> None:
    model.push(Reply(Reasoning("A greeting."), Text("Hello yourself.")))
    session = await client.session.create(title="Greetings")
    assert session.title == "Greetings"
    reply = await client.session.chat(session.id, "Hello?")
    assert (reply.text, reply.reasoning, reply.error) == ("Hello yourself.", "A greeting.", None)
    assert reply.info.session_id == session.id
    assert reply.tokens.input > 0
    # A dollar for a million tokens in, ten for a million out.
    assert reply.cost == pytest.approx(100e-6 + 20 * 10e-6)
    kinds = {type(part) for part in reply.parts}
    assert {StepStartPart, ReasoningPart, TextPart, StepFinishPart} <= kinds
    prompt, answer = await client.session.messages(session.id)
    assert isinstance(prompt.info, UserMessage)
    assert prompt.text == "Hello?"
    assert answer == reply
    assert await client.session.message(session.id, reply.info.id) == reply


async def test_a_turn_with_tools_its_undoing_and_redoing(client: Any, model: ScriptedModel, project: Path) -> None:
    target = project / "notes.txt"
    model.push(
        Reply(ToolCall("write", {"filePath": str(target), "content": "from the agent\n"})),
        Reply(ToolCall("bash", {"command": "cat notes.txt", "description": "Show the notes"})),
        Reply(ToolCall("read", {"filePath": str(project / "missing.txt")})),
        Reply(Text("Done.")),
    )
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Take a note.", model="scripted/scripted")
    assert target.read_text() == "from the agent\n"
    assert reply.text == "Done."
    assert reply.tool_calls == []
    turn = await client.session.turn(reply)
    assert [type(message.info).__name__ for message in turn.messages] == ["UserMessage", *["AssistantMessage"] * 4]
    write, bash, read = turn.tool_calls
    assert isinstance(write.state, ToolStateCompleted)
    assert isinstance(bash.state, ToolStateCompleted)
    assert bash.state.output.strip() == "from the agent"
    assert bash.state.input["command"] == "cat notes.txt"
    assert isinstance(read.state, ToolStateError)
    assert "missing.txt" in read.state.error
    assert turn.tokens.input == sum(step.tokens.input for step in turn.steps) > reply.tokens.input
    assert turn.messages[-1] == reply

    reverted = await client.session.revert(session.id, turn.messages[0].info.id)
    assert reverted.revert is not None
    assert reverted.revert.message_id == turn.messages[0].info.id
    assert not target.exists()
    assert (await client.session.unrevert(session.id)).revert is None
    assert target.read_text() == "from the agent\n"


async def test_the_life_of_a_session(client: Any) -> None:
    session = await client.session.create(title="One")
    assert (await client.session.update(session.id, title="Two")).title == "Two"
    assert (await client.session.get(session.id)).title == "Two"
    assert [listed.id for listed in await client.session.list()] == [session.id]
    assert await client.session.abort(session.id) is True
    assert await client.session.delete(session.id) is True
    assert await client.session.list() == []
    with pytest.raises(NotFoundError, match=session.id):
        await client.session.get(session.id)
    with pytest.raises(NotFoundError):
        await client.session.chat(session.id, "Anyone there?")


async def test_a_model_that_fails_is_a_reply_with_an_error(client: Any, model: ScriptedModel) -> None:
    model.push(Reply(HTTPError(400, "no such luck")))
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?")
    assert reply.error.name == "APIError"
    assert "no such luck" in reply.error.data.message
    assert reply.text == ""


async def test_a_prompt_without_an_answer(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    asked = len(model.requests)
    reply = await client.session.chat(session.id, "Only for the record.", no_reply=True)
    assert isinstance(reply.info, UserMessage)
    assert (reply.text, reply.cost, reply.tokens.input) == ("Only for the record.", 0, 0)
    assert len(model.requests) == asked


async def test_an_unknown_model(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(ModelNotFoundError, match=r"Did you mean scripted/scripted\?"):
        await client.session.chat(session.id, "Hello?", model="scripted/nothing")


async def test_summarize_and_init(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    await client.session.chat(session.id, "Hello?")
    assert await client.session.summarize(session.id, provider_id="scripted", model_id="scripted") is True


async def test_a_wrong_password(client: Any, server: ServerProcess) -> None:
    with Opencode(server.url, password="wrong") as stranger, pytest.raises(AuthenticationError):
        stranger.session.list()
    with Opencode(server.url) as stranger, pytest.raises(AuthenticationError):
        stranger.session.list()


async def test_an_unknown_route_is_a_web_page(make_client: Callable[..., Any], server: ServerProcess) -> None:
    """The server answers 200 to what it does not know; a prefix that is not there shows it."""
    with pytest.raises(HTMLAnswerError):
        await make_client(f"{server.url}/nowhere", password=server.password).session.list()
