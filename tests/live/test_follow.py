"""Turns that somebody else sent, or this program without waiting, on the real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from opencode_sessions import AgentNotFoundError, APITimeoutError, ModelNotFoundError, ServerProcess
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text, ToolCall
from tests.support.background import Background

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]


@attrs.define
class City:
    """An answer in a form."""

    city: str


LOOK = ToolCall("bash", {"command": "echo one", "description": "Say one"})
STORY = "Once, long ago, Größe 木 🌲 met nobody, and so nothing happened for a long while. "


def slowly(text: str) -> Text:
    """A text in many pieces, over a second or more."""
    return Text(text, chunk_size=3, delay=0.05)


@pytest.fixture
def told(model: ScriptedModel) -> str:
    """A turn of two steps that the model has ready; its text."""
    model.push(ModelReply("First, a look.", LOOK), slowly(STORY))
    return f"First, a look.\n\n{STORY}"


async def is_told(turn: Any, told: str) -> bool:
    """Follow a turn, and return if it has all of the text, once and in order."""
    async with turn:
        seen = "".join([text async for text in turn.text_deltas])
        reply = await turn.result()
    assert [call.state.status for call in turn.tool_calls] == ["completed"]
    assert reply.text.split() == STORY.split()
    return bool(seen.split() == turn.text.split() == told.split())


async def test_a_prompt_is_waited_for_before_while_and_after(client: Any, model: ScriptedModel) -> None:
    """More than once in one session, so that an earlier turn could be mistaken for this one."""
    session = await client.session.create()
    for number in range(3):
        model.push(ModelReply("First, a look.", LOOK), f"Done with {number}.")
        sent = await client.session.prompt_async(session.id, f"Do {number}.")
        # The server has not begun with it.
        reply = await (client.session.wait(session.id, 120) if number < 2 else sent.wait(120))
        assert (reply.text, reply.info.finish) == (f"Done with {number}.", "stop")
        assert (await sent.wait(120)).text == reply.text
    assert (await client.session.wait(session.id, 120)).text == "Done with 2."


async def test_a_first_prompt_with_a_format(client: Any, model: ScriptedModel) -> None:
    """1.18.33 cannot read it any more once it is stored."""
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    session = await client.session.create()
    model.push(ToolCall("StructuredOutput", {"city": "Köln"}), "Later.")
    sent = await client.session.prompt_async(session.id, "Which city?", format=schema)
    assert (await sent.wait(120)).structured == {"city": "Köln"}
    assert (await client.session.wait(session.id, 120)).structured == {"city": "Köln"}
    assert (await sent.wait(120)).structured == {"city": "Köln"}
    reply = await (await client.session.prompt_async(session.id, "And now?")).wait(120)
    assert reply.text == "Later."
    assert [message.text for message in await client.session.messages(session.id)][-2:] == ["And now?", "Later."]
    assert [step.text for step in (await client.session.turn(reply)).steps] == ["Later."]


async def test_a_prompt_of_somebody_else_with_a_class_for_its_format(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    model.push(ToolCall("StructuredOutput", {"city": "Köln"}))
    sent = await client.session.prompt_async(session.id, "Which city?", format=City)
    reply = await client.session.wait(session.id, 120, message_id=sent.message_id, format=City)
    assert reply.structured == City("Köln")
    async with client.session.follow(session.id, last=True, format=City) as turn:
        assert (await turn.result()).structured == City("Köln")


async def test_a_prompt_that_was_sent_is_followed(client: Any, told: str) -> None:
    session = await client.session.create()
    sent = await client.session.prompt_async(session.id, "Tell me.")
    assert await is_told(sent.follow(), told)
    # It is over, and shown once more.
    assert await is_told(sent.follow(), told)
    # For those who ask for the session, the next one counts.
    async with client.session.follow(session.id) as turn:
        with pytest.raises(APITimeoutError, match="No turn began"):
            await turn.result(timeout=1.5)


async def test_the_last_turn_of_an_idle_session(client: Any, background: Background, told: str) -> None:
    session = await client.session.create()
    reply = background.prompt(session.id, "Tell me.").result(45)
    async with client.session.follow(session.id, last=True) as turn:
        assert "".join([text async for text in turn.text_deltas]).split() == told.split()
        assert (await turn.result()).info.id == reply.info.id


async def test_the_next_turn_of_an_idle_session(
    client: Any, background: Background, told: str, model: ScriptedModel
) -> None:
    session = await client.session.create()
    async with client.session.follow(session.id) as turn:
        with pytest.raises(APITimeoutError, match="No turn began"):
            await turn.result(timeout=0.5)
        chat = background.prompt(session.id, "Tell me.")
        assert "".join([text async for text in turn.text_deltas]).split() == told.split()
        assert (await turn.result()).info.id == chat.result(120).info.id
    # The turn is over: this is about the one after it.
    async with client.session.follow(session.id) as turn:
        model.push("And one more.")
        background.prompt(session.id, "More.")
        assert [text async for text in turn.text_deltas] == ["And one more."]


async def test_a_turn_that_runs(client: Any, background: Background, model: ScriptedModel) -> None:
    model.push(ModelReply("First, a look.", LOOK), ModelReply(slowly(STORY), Text("", delay=0), Stall(1.0)))
    session = await client.session.create()
    is_looking = background.next_event({"message.part.delta", "message.part.updated"})
    chat = background.prompt(session.id, "Tell me.")
    assert is_looking()
    assert await is_told(client.session.follow(session.id), f"First, a look.\n\n{STORY}")
    assert (await client.session.wait(session.id, 120)).info.id == chat.result(120).info.id


@pytest.mark.config(permission={"bash": "ask"})
async def test_a_permission_that_is_asked_for_before_somebody_follows(
    client: Any, background: Background, told: str
) -> None:
    session = await client.session.create()
    is_asked = background.next_event({"permission.asked", "permission.updated"})
    chat = background.prompt(session.id, "Tell me.")
    assert is_asked()
    reply = await client.session.wait(session.id, 120, on_permission=lambda request: "once")
    assert reply.text.split() == STORY.split()
    assert chat.result(120).info.id == reply.info.id


async def test_an_unknown_agent_is_told_while_one_waits(client: Any) -> None:
    session = await client.session.create()
    sent = await client.session.prompt_async(session.id, "Tell me.", agent="nobody")
    # Within a moment, although the event with the reason came before anybody listened.
    with pytest.raises(AgentNotFoundError, match="no agent 'nobody'"):
        await sent.wait(120)
    sent = await client.session.prompt_async(session.id, "Tell me.", model="scripted/none")
    with pytest.raises(ModelNotFoundError, match="no model 'scripted/none'"):
        await sent.wait(120)


async def test_a_prompt_that_another_process_has_sent(
    client: Any, make_client: Callable[..., Any], server: ServerProcess, project: Path, model: ScriptedModel
) -> None:
    """Its turn is found by its message, also when another one of the session came after it."""
    session = await client.session.create()
    model.push(ModelReply("First, a look.", LOOK), "First.", ModelReply(slowly(STORY), Stall(2.0)), "Third.")
    first = await client.session.prompt_async(session.id, "One.")
    stored = first.session_id, first.message_id
    other = make_client(server.url, password=server.password, directory=project)
    async with other.session.follow(stored[0], message_id=stored[1]) as turn:
        seen = "".join([text async for text in turn.text_deltas])
        assert (seen, (await turn.result()).text) == ("First, a look.\n\nFirst.", "First.")
    second = await client.session.prompt_async(session.id, "Two.")
    # The session is at work on the second one.
    assert (await other.session.wait(stored[0], 60, message_id=stored[1])).text == "First."
    third = await client.session.prompt_async(session.id, "Three.")
    replies = [await other.session.wait(session.id, 120, message_id=sent.message_id) for sent in (second, third, first)]
    assert [reply.text.split() for reply in replies] == [STORY.split(), ["Third."], ["First."]]


async def test_prompts_that_a_busy_session_answers_at_once(client: Any, model: ScriptedModel) -> None:
    session = await client.session.create()
    model.push(
        ModelReply("First, a look.", ToolCall("bash", {"command": "sleep 1", "description": "Rest"})), "For both."
    )
    sent = [await client.session.prompt_async(session.id, text) for text in ("One.", "Two.")]
    assert [(await one.wait(120)).text for one in sent] == ["For both.", "For both."]


async def test_a_message_that_is_none_of_the_session(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(APITimeoutError):
        await client.session.wait(session.id, 1, message_id="msg_000000000000AbCdEfGhIjKlMn")


async def test_a_session_without_a_turn(client: Any) -> None:
    session = await client.session.create()
    with pytest.raises(APITimeoutError, match="No turn began") as caught:
        await client.session.wait(session.id, 1)
    # Nobody has sent anything, so no agent "may still be working".
    assert not hasattr(caught.value, "__notes__")
