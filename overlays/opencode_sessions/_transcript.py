"""What is shown of a conversation, and how it is written as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeGuard

from attrs import frozen

from opencode_sessions._markdown import fenced, inline, nested, quoted
from opencode_sessions._readable import dollars, number, parts_of, text_of, text_or_none, tokens_in_words
from opencode_sessions.errors import describe_error
from opencode_sessions.replies import Reply, Usage
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


Author: TypeAlias = Literal["User", "Assistant"]


@frozen
class Failure:
    """The error of a turn, in words."""

    words: str


#: What is shown of a message: some of its parts, and its error.
Content: TypeAlias = TextPart | ReasoningPart | FilePart | ToolPart | Failure


@frozen
class Section:
    """What one author says, until another one does."""

    author: Author
    blocks: list[Content]


def transcript_writer(format: str) -> Callable[[Session, Iterable[Reply]], str]:
    """Return the function that writes transcripts in a format.

    Raises:
        ValueError: There is no such format.
    """
    if format == "markdown":
        return transcript
    if format == "html":
        from opencode_sessions._transcript_html import html_transcript

        return html_transcript
    raise ValueError(f'format must be "markdown" or "html", not {format!r:.80}.')


def transcript(session: Session, messages: Iterable[Reply]) -> str:
    """Write a session and its messages as Markdown: prompts, reasoning, text, tools with output, errors, and the cost.

    Args:
        session: The session.
        messages: Its messages, oldest first.
    """
    messages = list(messages)
    facts = " · ".join(map(inline, summary(session, Usage.of(messages))))
    text = f"# {inline(title(session))}\n\n{facts}\n\n{markdown(messages)}".rstrip("\n") + "\n"
    # No file can have lone surrogates.
    return text.encode("utf-8", "backslashreplace").decode()


def markdown(messages: Iterable[Reply]) -> str:
    """Write messages as Markdown, with a heading for each author."""
    return "\n\n".join(
        text
        for section in sections(messages)
        for text in (f"## {section.author}", *chain.from_iterable(map(_written, section.blocks)))
    )


def sections(messages: Iterable[Reply]) -> list[Section]:
    """Return what is shown of messages, by author. The steps of a turn are one section, and each prompt is one."""
    found: list[Section] = []
    for message in messages:
        author: Author = "User" if isinstance(message.info, UserMessage) else "Assistant"
        blocks: list[Content] = [part for part in parts_of(message) if _is_shown(part)]
        if message.error is not None:
            blocks.append(Failure(describe_error(message.error)))
        if not blocks:
            continue
        if author == "User" or not found or found[-1].author != author:
            found.append(Section(author, []))
        found[-1].blocks.extend(blocks)
    return found


def _is_shown(part: Part) -> TypeGuard[TextPart | ReasoningPart | FilePart | ToolPart]:
    if isinstance(part, TextPart):
        return bool(text_of(part).strip()) and not part.synthetic
    if isinstance(part, ReasoningPart):
        return bool(text_of(part).strip())
    return isinstance(part, (FilePart, ToolPart))


def duration(part: ToolPart) -> float | None:
    """Return the seconds that a tool ran; None when it is not done."""
    if isinstance(part.state, (ToolStateCompleted, ToolStateError)):
        start, end = (getattr(part.state.time, name, None) for name in ("start", "end"))
        if number(start) and number(end):
            return (float(end or 0) - float(start or 0)) / 1000
    return None


def heading(part: ToolPart) -> str:
    """Return a short description of a tool call: its title, or else its most telling argument."""
    state = part.state
    if isinstance(state, (ToolStateCompleted, ToolStateRunning)) and (named := text_or_none(state.title)):
        return named
    arguments = getattr(state, "input", None)
    if not isinstance(arguments, Mapping):
        return ""
    for name in ("description", "filePath", "pattern", "path", "url", "command"):
        if isinstance(arguments.get(name), str):
            return str(arguments[name])
    return ""


def title(session: Session) -> str:
    """Return the title of a session; its identifier if it has none."""
    return text_or_none(session.title) or str(session.id)


def summary(session: Session, usage: Usage) -> list[str]:
    """Return the facts about a session: its identifier, when it was created, its turns, tokens and cost."""
    created: datetime | None = getattr(session.time, "created_at", None)
    return [
        f"Session {session.id}",
        *([] if created is None else [f"{created:%Y-%m-%d %H:%M} UTC"]),
        *usage_facts(usage),
    ]


def usage_facts(usage: Usage) -> list[str]:
    """Return a usage in words: its turns, tokens and cost."""
    return [
        f"{usage.turns} turn{'' if usage.turns == 1 else 's'}",
        tokens_in_words(usage.tokens),
        dollars(usage.cost),
    ]


def output(part: ToolPart) -> str | None:
    """Return the output of a tool call, or its error; None when there is none."""
    if isinstance(part.state, ToolStateCompleted):
        return text_or_none(part.state.output)
    return text_or_none(part.state.error) if isinstance(part.state, ToolStateError) else None


def file_name(part: FilePart) -> str:
    """Return the name of an attached file; its type if it has none."""
    return str(part.filename or part.mime)


def status(part: ToolPart) -> str:
    """Return how far a tool call has come, e.g. `completed`."""
    return str(getattr(part.state, "status", None) or "unknown")


def _written(block: Content) -> Iterator[str]:
    """Return a part, or an error, as blocks of Markdown."""
    if isinstance(block, TextPart):
        yield nested(text_of(block))
    elif isinstance(block, ReasoningPart):
        yield quoted(text_of(block))
    elif isinstance(block, FilePart):
        yield f"*Attached: {inline(file_name(block))}*"
    elif isinstance(block, ToolPart):
        about = inline(heading(block))
        yield f"**{inline(str(block.tool))}**{f' {about}' if about else ''} ({inline(status(block))})"
        if result := output(block):
            yield fenced(result)
    else:
        yield f"**Error:** {inline(block.words)}"
