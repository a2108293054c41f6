"""Chat with the real server: the whole way from the contract to a reply."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import (
    AgentNotFoundError,
    AuthenticationError,
    HTMLResponseError,
    ModelNotFoundError,
    NotFoundError,
    Opencode,
    ReasoningPart,
    ServerProcess,
    Session,
    StepFinishPart,
    StepStartPart,
    TextPart,
    ToolStateCompleted,
    ToolStateError,
    UserMessage,
)
from opencode_sessions.testing import HTTPError, ModelReply, Reasoning, ScriptedModel, Text, ToolCall

pytestmark = pytest.mark.anyio


async def test_health(client: Any) -> None:
    health = await client.health()
    assert health.healthy is True
    assert health.version.count(".") == 2


async def test_a_prompt_and_its_reply(client: Any, model: ScriptedModel) -> None:
    model.push(ModelReply(Reasoning("A greeting."), Text("Hello yourself.")))
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
        ModelReply(ToolCall("write", {"filePath": str(target), "content": "from the agent\n"})),
        ModelReply(ToolCall("bash", {"command": "cat notes.txt", "description": "Show the notes"})),
        ModelReply(ToolCall("read", {"filePath": str(project / "missing.txt")})),
        ModelReply(Text("Done.")),
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
    model.push(ModelReply(HTTPError(400, "no such luck")))
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Hello?")
    assert reply.error.name == "APIError"
    assert "no such luck" in reply.error.data.message
    assert reply.text == ""


async def test_a_prompt_without_a_reply(client: Any, model: ScriptedModel) -> None:
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


REMEMBERED = "The session remembers this model, .* model= once"


@pytest.mark.parametrize("how", ["chat", "stream", "prompt_async", "shell"])
async def test_a_session_remembers_an_unknown_model(client: Any, how: str) -> None:
    """The server stores a prompt with its model before it looks for that. A command is not stored."""
    session, unknown = await client.session.create(), "scripted/nothing"
    if how == "shell":
        await client.session.shell(session, "build", "echo one", model=unknown)
    else:
        with pytest.raises(ModelNotFoundError, match=REMEMBERED):
            await prompt(client, how, session, model=unknown)
    for later in ("chat", "stream", "prompt_async") if how == "chat" else ("chat",):
        with pytest.raises(ModelNotFoundError, match=REMEMBERED) as caught:
            await prompt(client, later, session)
        assert caught.value.wanted == unknown
    # It helps to name one that exists, in any of the ways, once.
    for option in ({"model": {"id": "scripted", "providerID": "scripted"}}, {}):
        assert (await prompt(client, "chat", session, **option)).text


async def test_a_session_forgets_the_unknown_model_of_a_command(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(ModelNotFoundError, match=r"Did you mean scripted/scripted\?$"):
        await client.session.command(session, "init", model="scripted/nothing")
    assert (await client.session.chat(session, "Hello?")).text


async def test_a_session_forgets_an_unknown_agent(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(AgentNotFoundError, match=r"Did you mean build\?$"):
        await client.session.chat(session, "Hello?", agent="bild")
    assert (await client.session.chat(session, "Hello?")).text


async def prompt(client: Any, how: str, session: Session, **options: Any) -> Any:
    """Send a prompt and wait for its reply."""
    if how == "stream":
        async with client.session.stream(session, "Hello?", **options) as turn:
            return await turn.result()
    sent = await getattr(client.session, how)(session, "Hello?", **options)
    return await sent.wait(120) if how == "prompt_async" else sent


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
    """The server responds to unknown routes with 200; a prefix that is not there shows it."""
    with pytest.raises(HTMLResponseError):
        await make_client(f"{server.url}/nowhere", password=server.password).session.list()


async def test_the_model_of_a_prompt_that_names_none(client: Any) -> None:
    (default,) = [model.id for model in await client.models() if model.is_prompt_default]
    reply = await client.session.chat(await client.session.create(), "Hello?")
    assert f"{reply.info.provider_id}/{reply.info.model_id}" == default
