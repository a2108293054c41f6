"""Conversations as Markdown, and what is said of a tool in a few words."""

from __future__ import annotations

from typing import Any

import pytest
from samples import SESSION, assistant_message, user_message

from opencode_sessions import Reply, Session, ToolPart
from opencode_sessions.transcripts import duration, heading, transcript


def tool(status: str, **state: Any) -> ToolPart:
    return ToolPart.from_dict({"id": "prt_1", "type": "tool", "tool": "bash", "state": {"status": status, **state}})


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (tool("pending"), ""),
        (tool("running", input={"command": "ls", "description": "Look"}), "Look"),
        (tool("running", input={"filePath": "a.py"}, title="Reading"), "Reading"),
        (tool("completed", input={"command": "ls"}, title=""), "ls"),
        (tool("error", input={"command": "ls"}, error="No."), "ls"),
        (tool("error", input={"count": 3}), ""),
    ],
)
def test_a_tool_in_a_few_words(part: ToolPart, words: str) -> None:
    assert heading(part) == words


def test_how_long_a_tool_ran() -> None:
    assert duration(tool("completed", time={"start": 1000, "end": 3500})) == 2.5
    assert duration(tool("running", time={"start": 1000})) is None
    assert duration(tool("error", time={"start": 1000})) is None


def test_what_may_stand_in_a_transcript() -> None:
    parts = [
        {"type": "reasoning", "text": "One.\n\nTwo."},
        {"type": "text", "text": "Made up.", "synthetic": True},
        {"type": "text", "text": "Said. "},
        {"type": "tool", "tool": "read", "state": {"status": "error", "error": "```\nNo such file"}},
        {"type": "hologram"},
    ]
    error = {"name": "APIError", "data": {"message": "No luck."}}
    answer = assistant_message(error=error)
    answer["parts"] = parts
    prompt = user_message()
    prompt["parts"] = [{"type": "file", "mime": "image/png", "url": "data:,"}]
    told = transcript(Session.from_dict(SESSION | {"title": ""}), [Reply.from_dict(prompt), Reply.from_dict(answer)])
    title, facts, *blocks = told.rstrip("\n").split("\n\n")
    assert title == f"# {SESSION['id']}"
    assert " · 1 turn · " in facts
    assert "\n\n".join(blocks) == "\n\n".join(
        [
            "## User",
            "*Attached: image/png*",
            "## Assistant",
            "> One.\n>\n> Two.",
            "Said.",
            "**read** (error)",
            "````text\n```\nNo such file\n````",
            "**Error:** APIError: No luck.",
        ]
    )


def test_a_session_without_messages() -> None:
    assert transcript(Session.from_dict(SESSION), []).count("\n") == 3
