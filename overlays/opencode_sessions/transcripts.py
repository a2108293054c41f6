"""A conversation as Markdown, to read or to keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from opencode_sessions.errors import explanation
from opencode_sessions.replies import Reply
from opencode_sessions.usage import Usage
from opencode_sessions_api.models.file_part import FilePart
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.tool_part import ToolPart
from opencode_sessions_api.models.tool_state_completed import ToolStateCompleted
from opencode_sessions_api.models.tool_state_error import ToolStateError
from opencode_sessions_api.models.tool_state_running import ToolStateRunning
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import Part
    from opencode_sessions_api.models.session import Session

_SHORTEST_FENCE = 3


def transcript(session: Session, messages: Iterable[Reply]) -> str:
    """A session and its messages as Markdown: prompts, reasoning, text, tools with their output, errors, and the cost.

    Args:
        session: The session.
        messages: Its messages, oldest first.
    """
    messages = list(messages)
    blocks = [f"# {session.title or session.id}", _summary(session, Usage.of(messages))]
    speaker = None
    for message in messages:
        shown = list(_blocks(message))
        said_by = "User" if isinstance(message.info, UserMessage) else "Assistant"
        # The steps of a turn are one answer.
        if shown and (said_by != speaker or said_by == "User"):
            blocks.append(f"## {said_by}")
            speaker = said_by
        blocks += shown
    return "\n\n".join(blocks) + "\n"


def duration(part: ToolPart) -> float | None:
    """How long a tool ran, in seconds; None when it is not done."""
    if isinstance(part.state, (ToolStateCompleted, ToolStateError)):
        time = part.state.time
        if time.start is not None and time.end is not None:
            return (time.end - time.start) / 1000
    return None


def heading(part: ToolPart) -> str:
    """What a tool is about, in a few words: its title, or else the most telling of its arguments."""
    state = part.state
    if isinstance(state, (ToolStateCompleted, ToolStateRunning)) and state.title:
        return state.title
    arguments = getattr(state, "input", None) or {}
    for name in ("description", "filePath", "pattern", "path", "url", "command"):
        if isinstance(arguments.get(name), str):
            return str(arguments[name])
    return ""


def _summary(session: Session, usage: Usage) -> str:
    facts = [f"Session `{session.id}`"]
    created: datetime | None = getattr(session.time, "created_at", None)
    if created is not None:
        facts.append(f"{created:%Y-%m-%d %H:%M} UTC")
    facts.append(f"{usage.turns} turn{'' if usage.turns == 1 else 's'}")
    facts.append(f"{usage.tokens.input or 0:,.0f} tokens in, {usage.tokens.output or 0:,.0f} out")
    facts.append(f"${usage.cost:.4f}")
    return " · ".join(facts)


def _blocks(message: Reply) -> Iterator[str]:
    for part in message.parts:
        yield from _block(part)
    if message.error is not None:
        yield f"**Error:** {explanation(message.error)}"


def _block(part: Part) -> Iterator[str]:
    if isinstance(part, TextPart):
        if part.text and not part.synthetic:
            yield part.text.strip()
    elif isinstance(part, ReasoningPart):
        if part.text:
            yield "\n".join(f"> {line}".rstrip() for line in part.text.strip().splitlines())
    elif isinstance(part, FilePart):
        yield f"*Attached: {part.filename or part.mime}*"
    elif isinstance(part, ToolPart):
        about = heading(part)
        yield f"**{part.tool}**{f' {about}' if about else ''} ({part.state.status})"
        if isinstance(part.state, ToolStateCompleted) and part.state.output:
            yield _fenced(part.state.output)
        elif isinstance(part.state, ToolStateError) and part.state.error:
            yield _fenced(part.state.error)


def _fenced(text: str) -> str:
    """A block of code, whose fence is longer than any in it."""
    longest = max((len(found) for found in re.findall(r"^\s*(`{3,})", text, re.MULTILINE)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}"
