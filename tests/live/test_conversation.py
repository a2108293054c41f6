"""A conversation with the real server: prompts, undo, redo, fork, compact, transcript."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import anyio
import attrs
import pytest

from opencode_sessions import InternalServerError, Reply, SessionBusyError, ToolStateCompleted
from opencode_sessions.testing import ModelReply, ModelUsage, Reasoning, ScriptedModel, Text, ToolCall
from tests.support.background import Background
from tools.servers.versions import ServerVersion

pytestmark = pytest.mark.anyio


@attrs.define
class Greeting:
    language: str
    words: str


def writing(path: Path, content: str) -> ModelReply:
    return ModelReply("First, the file.", ToolCall("write", {"filePath": str(path), "content": content}))


async def test_a_prompt_that_is_not_waited_for_has_its_turn(client: Any, model: ScriptedModel) -> None:
    """The next prompt waits for its end, also while the session does not look busy yet."""
    model.push(
        ModelReply("First, a look.", ToolCall("bash", {"command": "sleep 1", "description": "Rest"})), "One.", "Two."
    )
    conversation = client.conversation()
    sent = await conversation.prompt_async("Do one.")
    assert sent.session_id == conversation.session_id
    with pytest.raises(SessionBusyError):
        await client.conversation(sent.session_id, when_busy="raise").prompt_async("Do none.")
    assert (await conversation.send("Do two.")).text == "Two."
    assert (await sent.wait(120)).text == "One."


async def test_a_prompt_with_a_format_cannot_be_copied(
    client: Any, model: ScriptedModel, server_version: ServerVersion
) -> None:
    """Servers from 1.14.48 fail: the error says why, and how to go on."""
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    model.push("First.", ToolCall("StructuredOutput", {"city": "Köln"}))
    conversation = client.conversation()
    await conversation.send("One.")
    reply = await conversation.send("Which city?", format=schema)
    copies = server_version.before("1.14.48")
    with nullcontext() if copies else pytest.raises(InternalServerError, match=r"cannot copy\. Fork at that prompt"):
        await conversation.fork()
    fork = await conversation.fork(reply.info.parent_id)
    assert [message.text for message in await fork.messages()] == ["One.", "First."]


async def test_messages_are_counted_and_transcribed(client: Any, model: ScriptedModel) -> None:
    conversation = client.conversation(title="Small talk")
    assert conversation.session_id is None
    model.push(
        ModelReply(Reasoning("Politeness first."), "Good day.", usage=ModelUsage(input=10, output=2)),
        ModelReply(
            ToolCall("bash", {"command": "echo '```'", "description": "Print a fence"}), usage=ModelUsage(20, 3)
        ),
        ModelReply(Text("Printed.", chunk_size=3), usage=ModelUsage(input=30, output=4)),
    )
    reply = await conversation.send("Hello!")
    assert (reply.text, reply.info.session_id) == ("Good day.", conversation.session_id)
    async with conversation.stream("Print a fence.") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Printed."
        assert (await turn.result()).text == "Printed."
    messages = await conversation.messages()
    assert messages == await client.session.messages(conversation.session_id)
    usage = await conversation.usage()
    assert (usage.turns, usage.tokens.input, usage.tokens.output) == (2, 60, 9)
    assert usage.cost == pytest.approx(sum(message.cost for message in messages))
    assert (await conversation.session()).title == "Small talk"
    # The time and the cost are the only lines that differ from run to run.
    title, _, facts, *lines = (await conversation.transcript()).splitlines()
    assert title == "# Small talk"
    assert facts.startswith(f"Session {conversation.session_id} · ")
    assert "2 turns · 60 tokens in, 9 out" in facts
    assert "\n".join(lines).strip() == "\n\n".join(
        [
            "## User",
            "Hello!",
            "## Assistant",
            "> Politeness first.",
            "Good day.",
            "## User",
            "Print a fence.",
            "## Assistant",
            r"**bash** echo '\`\`\`' (completed)",
            "````text\n```\n````",
            "Printed.",
        ]
    )


async def test_undo_and_redo_with_their_files(client: Any, model: ScriptedModel, project: Path) -> None:
    first, second = project / "first.txt", project / "second.txt"
    model.push(writing(first, "1"), "Written.", writing(second, "2"), "Written too.")
    conversation = client.conversation()
    assert await conversation.undo() is None
    await conversation.send("Write the first.")
    await conversation.send("Write the second.")
    assert [entry.file for entry in await conversation.diff()] == ["second.txt"]

    undone = await conversation.undo()
    assert isinstance(undone, Reply)
    assert undone.text == "Write the second."
    assert (first.exists(), second.exists()) == (True, False)
    assert [message.text for message in await conversation.messages()][-1] == "Written."
    assert (await conversation.undo()).text == "Write the first."
    assert (first.exists(), second.exists()) == (False, False)
    assert await conversation.messages() == []
    assert await conversation.undo() is None
    assert (await conversation.usage()).turns == 2

    assert (await conversation.redo()).text == "Write the first."
    assert (first.exists(), second.exists()) == (True, False)
    assert (await conversation.redo()).text == "Write the second."
    assert (first.exists(), second.exists()) == (True, True)
    assert await conversation.redo() is None


async def test_fork_compact_and_plan(client: Any, model: ScriptedModel) -> None:
    todos = [{"id": "1", "content": "Read the file", "status": "completed", "priority": "high"}]
    model.push(ModelReply(ToolCall("todowrite", {"todos": todos})), "Planned.", "We made a plan.", "Elsewhere.")
    conversation = client.conversation(title="Plans")
    await conversation.send("Make a plan.")
    assert [todo.content for todo in await conversation.todo()] == ["Read the file"]
    await conversation.compact()
    assert (await conversation.messages())[-1].text == "We made a plan."
    other = await conversation.fork()
    assert other.session_id != conversation.session_id
    assert (await other.send("Go on.")).text == "Elsewhere."
    assert len(await other.messages()) == len(await conversation.messages()) + 2
    again = client.conversation(conversation.session_id)
    assert await again.messages() == await conversation.messages()


async def test_a_structured_reply(client: Any, model: ScriptedModel) -> None:
    model.push(ModelReply(ToolCall("StructuredOutput", {"language": "French", "words": "Bonjour"})))
    reply = await client.conversation().send("How does French greet?", format=Greeting)
    assert reply.structured == Greeting("French", "Bonjour")
    (call,) = reply.tool_calls
    assert isinstance(call.state, ToolStateCompleted)


async def test_prompts_to_one_session_wait_for_their_turn(
    client: Any, background: Background, model: ScriptedModel
) -> None:
    """Without that the server would give one answer to both."""
    model.push(Text("And then, and then, " * 5, chunk_size=4, delay=0.2), "Second.", "Third.")
    session = await client.session.create()
    conversation = client.conversation(session.id)
    # The prompt's own events come before the server says that the session is busy.
    is_busy = background.next_event({"message.part.delta"})
    first = background.prompt(session.id, "First?")
    assert is_busy()
    with pytest.raises(SessionBusyError, match="Nothing was sent"):
        await client.conversation(session.id, when_busy="raise").send("Now?")
    with pytest.raises(SessionBusyError):
        async with client.conversation(session.id, when_busy=0.3).stream("Soon?"):
            pass
    assert (await conversation.send("Second?")).text == "Second."
    assert first.result(120).text.startswith("And then")
    async with conversation.stream("Third?") as turn:
        # Its turn lasts until the block is left.
        with pytest.raises(SessionBusyError):
            await client.conversation(session.id, when_busy="raise").send("Now?")
        assert (await turn.result()).text == "Third."
    assert [message.text for message in await conversation.messages() if message.info.role == "user"] == [
        "First?",
        "Second?",
        "Third?",
    ]


async def test_concurrent_prompts_run_one_after_the_other(client: Any, model: ScriptedModel, mode: str) -> None:
    if mode == "sync":
        pytest.skip("the test is about concurrent tasks")
    model.push(*(f"Answer {number}." for number in range(4)))
    session = await client.session.create()
    texts: dict[int, str] = {}

    async def send(number: int) -> None:
        texts[number] = (await client.conversation(session.id).send(f"Prompt {number}")).text

    async with anyio.create_task_group() as tasks:
        for number in range(4):
            tasks.start_soon(send, number)
    assert sorted(texts.values()) == [f"Answer {number}." for number in range(4)]
