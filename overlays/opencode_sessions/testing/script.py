"""The replies of a scripted model, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen
from attrs.validators import and_, ge, gt, instance_of, optional

__all__ = [
    "ConnectionDrop",
    "HTTPError",
    "ModelReply",
    "ModelUsage",
    "Reasoning",
    "ReplyLike",
    "Stall",
    "Step",
    "Text",
    "ToolCall",
    "ask_permission",
    "ask_question",
    "delay",
    "drop_connection",
    "fail",
    "reply",
    "structured",
    "tool_call",
]

#: The cost of the scripted model, in US dollars for a million tokens of its input, and of its output.
INPUT_COST, OUTPUT_COST = 1, 10
MILLION = 1_000_000

# Mistakes are told where they are written, not by the server that plays the script.
_TEXT = optional(instance_of(str))
_COUNT = and_(instance_of(int), gt(0))
_TOKENS = and_(instance_of(int), ge(0))
_SECONDS: Any = and_(instance_of((int, float)), ge(0))


@frozen
class Text:
    """Text of the reply.

    Args:
        text: All of it.
        chunk_size: Characters per streamed chunk. Default: all in one.
        delay: Seconds between two chunks.
    """

    text: str = field(validator=instance_of(str))
    chunk_size: int | None = field(default=None, validator=optional(_COUNT))
    delay: float = field(default=0.0, validator=_SECONDS)


@frozen
class Reasoning:
    """Reasoning of the model before its text; streamed as `Text` is.

    Args:
        text: All of it.
        chunk_size: Characters per streamed chunk. Default: all in one.
        delay: Seconds between two chunks.
    """

    text: str = field(validator=instance_of(str))
    chunk_size: int | None = field(default=None, validator=optional(_COUNT))
    delay: float = field(default=0.0, validator=_SECONDS)


@frozen
class ToolCall:
    """A call of one of the server's tools. The server runs it, and calls the model again with the result.

    A `FakeServer` runs nothing: the call has the `output` or the `error`, else what its `tools` return. A real server
    runs the tool, whatever is given here.

    Args:
        name: The tool: `bash`, `read`, `write`, `task`, or any other that the request offers.
        arguments: Its arguments. A string is sent as it is, and so may be malformed.
        output: The output of the tool.
        error: The error of the tool, which fails.
        asks: A permission is asked for, whatever the settings of the project say. A real server asks only if they say
            so; else the turn fails with an error that says what to set.
        seconds: How long it takes on a `FakeServer`.
    """

    name: str = field(validator=instance_of(str))
    arguments: Mapping[str, Any] | str = field(validator=instance_of((Mapping, str)))
    output: str | None = field(default=None, validator=_TEXT)
    error: str | None = field(default=None, validator=_TEXT)
    asks: bool = False
    seconds: float = field(default=0.0, validator=_SECONDS)


@frozen
class HTTPError:
    """The model fails: as a reply's first step with this status, later on with an error inside the stream.

    The server itself retries after 429 and 5xx, with a backoff; that takes the next reply.

    Args:
        status: The HTTP status.
        message: The text of the error.
    """

    status: int = field(validator=instance_of(int))
    message: str = field(validator=instance_of(str))


@frozen
class Stall:
    """The model sends nothing for a while, or until the scripted model is closed.

    Args:
        seconds: How long.
    """

    seconds: float = field(validator=_SECONDS)


@frozen
class ConnectionDrop:
    """The clients of the server lose their connections; the agent goes on. Only a `FakeServer` can do that."""


#: A step of a reply.
Step: TypeAlias = Text | Reasoning | ToolCall | HTTPError | Stall | ConnectionDrop


@frozen
class ModelUsage:
    """The tokens that a reply claims to have used.

    Args:
        input: The tokens of the prompt.
        output: The tokens that the model wrote.
        reasoning: Those of `output` that were reasoning.
        cached: Those of `input` that were read from a cache.
    """

    input: int = field(default=100, validator=_TOKENS)
    output: int = field(default=20, validator=_TOKENS)
    reasoning: int = field(default=0, validator=_TOKENS)
    cached: int = field(default=0, validator=_TOKENS)


@frozen(init=False)
class ModelReply:
    """The reply to one request to the model.

    After a reply with a `ToolCall` the server calls the model again; that takes the next reply.

    Args:
        steps: Its contents, in order. A string means `Text`.
        usage: The tokens that it claims to have used.
        finish: The reason for its end, e.g. `length` or `content_filter`. Default: `tool_calls` after a
            `ToolCall`, else `stop`.
    """

    steps: tuple[Step, ...]
    usage: ModelUsage
    finish: str | None

    def __init__(self, *steps: Step | str, usage: ModelUsage | None = None, finish: str | None = None) -> None:
        for step in steps:
            if not isinstance(step, Step | str):
                raise TypeError(
                    "A reply has texts, and what tool_call, delay and the like return; "
                    f"not {step!r:.80}{', which is not called' if callable(step) else ''}."
                )
        # The one way to set a field of a frozen class.
        object.__setattr__(self, "steps", tuple(Text(step) if isinstance(step, str) else step for step in steps))
        object.__setattr__(self, "usage", usage or ModelUsage())
        object.__setattr__(self, "finish", finish)


#: A reply, or its only step. A string means `Text`.
ReplyLike: TypeAlias = ModelReply | Step | str


def as_reply(reply: ReplyLike) -> ModelReply:
    """Return a reply as it is, or one with this single step."""
    return reply if isinstance(reply, ModelReply) else ModelReply(reply)


def as_replies(items: Iterable[ReplyLike]) -> Iterator[ModelReply]:
    """Group the items of a script: what only happens (a delay, a lost connection) is part of the reply after it."""
    before: list[Step] = []
    for item in items:
        if isinstance(item, (Stall, ConnectionDrop)):
            before.append(item)
        else:
            reply = as_reply(item)
            yield ModelReply(*before, *reply.steps, usage=reply.usage, finish=reply.finish)
            before = []
    if before:
        yield ModelReply(*before)


# ---------------------------------------------------------------- the items of a script, as functions


def reply(
    text: str = "",
    *,
    reasoning: str = "",
    cost: float | None = None,
    tokens: ModelUsage | int | None = None,
    chunk_size: int | None = None,
    delay: float = 0.0,
    finish: str | None = None,
) -> ModelReply:
    """Return a reply with a text.

    Args:
        text: The text.
        reasoning: The reasoning before it.
        cost: What it costs, in US dollars: it has as many tokens of input as cost that much, and none of output.
        tokens: The tokens that it claims to have used; a number is that of its output.
        chunk_size: Characters per streamed chunk. Default: all in one.
        delay: Seconds between two chunks.
        finish: The reason for its end, e.g. `length`. Default: `stop`.

    Raises:
        TypeError: A value is of the wrong type.
        ValueError: It is out of range, or both a cost and tokens are given: the one follows from the other.
    """
    if not isinstance(tokens, ModelUsage | int | None):
        raise TypeError(f"tokens is a number or a ModelUsage, not {tokens!r:.80}")
    if cost is not None:
        if tokens is not None:
            raise ValueError("Give cost= or tokens=, not both: the cost follows from the tokens.")
        if cost < 0:
            raise ValueError(f"cost must be at least 0, not {cost!r}")
        tokens = ModelUsage(input=round(cost * MILLION / INPUT_COST), output=0)
    if isinstance(tokens, int):
        tokens = ModelUsage(output=tokens)
    steps: list[Step] = [Reasoning(reasoning, chunk_size, delay)] if reasoning else []
    if text:
        steps.append(Text(text, chunk_size, delay))
    return ModelReply(*steps, usage=tokens, finish=finish)


def tool_call(
    name: str,
    arguments: Mapping[str, Any] | str = MappingProxyType({}),
    *,
    output: str | None = None,
    error: str | None = None,
    seconds: float = 0.0,
) -> ToolCall:
    """Return a call of a tool; the model is then called again, which takes the next reply.

    Args:
        name: The tool: `bash`, `read`, `write`, `task`, or any other.
        arguments: Its arguments. A string is sent as it is, and so may be malformed.
        output: Its output on a `FakeServer`, which runs nothing. A real server runs the tool.
        error: Its error on a `FakeServer`.
        seconds: How long it takes on a `FakeServer`.
    """
    return ToolCall(name, arguments, output=output, error=error, seconds=seconds)


def ask_permission(
    name: str, arguments: Mapping[str, Any] = MappingProxyType({}), *, output: str | None = None
) -> ToolCall:
    """Return a call of a tool that needs a permission.

    On a real server, the settings of the project have to say so: `permission={"bash": "ask"}`.

    Args:
        name: The tool.
        arguments: Its arguments.
        output: Its output on a `FakeServer`, once the permission is given.
    """
    return ToolCall(name, arguments, output=output, asks=True)


def ask_question(question: str, options: Sequence[str] = ("Yes", "No"), *, multiple: bool = False) -> ToolCall:
    """Return a call of the tool `question`, which asks the user.

    Args:
        question: The question.
        options: The answers to choose from.
        multiple: More than one can be chosen.
    """
    if isinstance(options, str):
        raise TypeError(f"options is a list of answers: put {options!r:.80} into one")
    choices = [{"label": option, "description": option} for option in options]
    asked = {"question": question, "header": question[:30], "options": choices}
    return ToolCall("question", {"questions": [{**asked, "multiple": True} if multiple else asked]})


def structured(value: Mapping[str, Any]) -> ToolCall:
    """Return the answer to a prompt with a `format`."""
    return ToolCall("StructuredOutput", value)


def fail(message: str = "The model failed.", *, status: int = 400) -> HTTPError:
    """Return the failure of the model. After 429 and 5xx the server asks again, which takes the next reply.

    Args:
        message: The message of the model.
        status: The status of its response.
    """
    return HTTPError(status, message)


def delay(seconds: float) -> Stall:
    """Return a delay: the next item of the script comes so many seconds later."""
    return Stall(seconds)


def drop_connection() -> ConnectionDrop:
    """Return a loss of all connections to the server, before the next item; only a `FakeServer` can do that."""
    return ConnectionDrop()
