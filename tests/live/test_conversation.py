"""A conversation with the real server: what is said, undone, redone, forked, compacted and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from opencode_sessions import Reply as SessionReply
from opencode_sessions import ToolStateCompleted
from opencode_sessions.testing import Reasoning, Reply, ScriptedModel, Text, ToolCall, Usage

pytestmark = pytest.mark.anyio


@attrs.define
class Greeting:
    language: str
    words: str


def writing(path: Path, content: str) -> Reply:
    return Reply("First, the file.", ToolCall("write", {"filePath": str(path), "content": content}))


async def test_what_is_said_is_counted_and_told(client: Any, model: ScriptedModel) -> None:
    conversation = client.conversation(title="Small talk")
    assert conversation.session_id is None
    model.push(
        Reply(Reasoning("Politeness first."), "Good day.", usage=Usage(input=10, output=2)),
        Reply(ToolCall("bash", {"command": "echo '```'", "description": "Print a fence"}), usage=Usage(20, 3)),
        Reply(Text("Printed.", chunk_size=3), usage=Usage(input=30, output=4)),
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
    assert facts.startswith(f"Session `{conversation.session_id}` · ")
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
            "**bash** echo '```' (completed)",
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
    assert isinstance(undone, SessionReply)
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
    model.push(Reply(ToolCall("todowrite", {"todos": todos})), "Planned.", "We made a plan.", "Elsewhere.")
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


async def test_a_structured_answer(client: Any, model: ScriptedModel) -> None:
    model.push(Reply(ToolCall("StructuredOutput", {"language": "French", "words": "Bonjour"})))
    reply = await client.conversation().send("How does French greet?", format=Greeting)
    assert reply.structured == Greeting("French", "Bonjour")
    (call,) = reply.tool_calls
    assert isinstance(call.state, ToolStateCompleted)
