"""What a scripted model says: replies as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = [
    "HTTPError",
    "Reasoning",
    "Reply",
    "ReplyLike",
    "Stall",
    "Step",
    "Text",
    "ToolCall",
    "Usage",
    "as_reply",
]


@dataclass(frozen=True)
class Text:
    """Text of the answer.

    Args:
        text: All of it.
        chunk_size: Characters per streamed chunk. Default: all in one.
        delay: Seconds between two chunks.
    """

    text: str
    chunk_size: int | None = None
    delay: float = 0.0


@dataclass(frozen=True)
class Reasoning:
    """What the model thinks before it answers; streamed as `Text` is."""

    text: str
    chunk_size: int | None = None
    delay: float = 0.0


@dataclass(frozen=True)
class ToolCall:
    """A call of one of the server's tools. The server runs it, and asks the model again with what came of it.

    Args:
        name: The tool: `bash`, `read`, `write`, `task`, or any other that the request offers.
        arguments: Its arguments. A string is sent as it is, and so may be malformed.
    """

    name: str
    arguments: Mapping[str, Any] | str


@dataclass(frozen=True)
class HTTPError:
    """The model fails: as a reply's first step with this status, later on with an error inside the stream.

    The server itself tries again after 429 and 5xx, waiting longer each time; that takes the next reply.
    """

    status: int
    message: str


@dataclass(frozen=True)
class Stall:
    """The model says nothing for so many seconds, or until the scripted model is closed."""

    seconds: float


Step: TypeAlias = Text | Reasoning | ToolCall | HTTPError | Stall


@dataclass(frozen=True)
class Usage:
    """Tokens that a reply claims to have used. `reasoning` is part of `output`, and `cached` is part of `input`."""

    input: int = 100
    output: int = 20
    reasoning: int = 0
    cached: int = 0


@dataclass(frozen=True, init=False)
class Reply:
    """What one request to the model is answered with.

    After a reply with a `ToolCall` the server asks again; the next reply answers that.

    Args:
        steps: What it consists of, in order. A string means `Text`.
        usage: The tokens that it claims to have used.
        finish: Why it says that it ends, such as `length` or `content_filter`. Default: `tool_calls` after a
            `ToolCall`, else `stop`.
    """

    steps: tuple[Step, ...]
    usage: Usage
    finish: str | None

    def __init__(self, *steps: Step | str, usage: Usage | None = None, finish: str | None = None) -> None:
        # The one way to set a field of a frozen class.
        object.__setattr__(self, "steps", tuple(Text(step) if isinstance(step, str) else step for step in steps))
        object.__setattr__(self, "usage", usage or Usage())
        object.__setattr__(self, "finish", finish)


ReplyLike: TypeAlias = Reply | Step | str


def as_reply(reply: ReplyLike) -> Reply:
    """A reply as it is, or one with this single step."""
    return reply if isinstance(reply, Reply) else Reply(reply)
