"""Messages with their parts, whole turns, and their cost, with shortcuts to what is read most."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from attrs import evolve, field, frozen

from opencode_sessions._compat import is_refused
from opencode_sessions._display import Shown
from opencode_sessions._readable import created_time, number, parts_of, text_of
from opencode_sessions.errors import (
    TurnAbortedError,
    TurnFailedError,
    UndecodableResponseError,
    describe_error,
)
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.file_part import FilePart
from opencode_sessions_api.models.message_aborted_error import MessageAbortedError
from opencode_sessions_api.models.message_aborted_error_data import MessageAbortedErrorData
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.token_cache import TokenCache
from opencode_sessions_api.models.tool_part import ToolPart
from opencode_sessions_api.models.tool_state_error import ToolStateError
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError

__all__ = ["Reply", "StructuredReply", "Turn", "Usage"]

Structured = TypeVar("Structured")

#: Separates the texts of two parts.
PARAGRAPH = "\n\n"
#: Says that a reply lacks what its `format` asks for.
NO_OUTPUT = "The reply has no structured output: servers from 1.1.65 know it."


class Reply(SessionMessagesResponseItem):
    """One message and its parts: `info` and `parts` as the server sent them, and shortcuts to their content.

    It has no state of its own: it encodes to, and equals, the `SessionMessagesResponseItem` that it is. A turn of
    several steps is several messages; `session.turn(reply)` gives them all.
    """

    __slots__ = ()

    @classmethod
    def of(cls, item: SessionMessagesResponseItem) -> Self:
        """Return the same message as a reply.

        Raises:
            UndecodableResponseError: It is no message with parts.
        """
        if not (isinstance(item, SessionMessagesResponseItem) and isinstance(item.parts, list) and item.info):
            raise UndecodableResponseError("The server sent something other than a message with its parts.", body=item)
        return cls(item.info, item.parts, additional_properties=item.additional_properties)

    @property
    def session_id(self) -> str:
        """The session that the message belongs to."""
        return self.info.session_id

    @property
    def text(self) -> str:
        """The text: the text parts, without the synthetic ones, which the server added, as paragraphs."""
        return PARAGRAPH.join(
            text_of(part)
            for part in parts_of(self)
            if isinstance(part, TextPart) and text_of(part) and not part.synthetic
        )

    @property
    def reasoning(self) -> str:
        """The reasoning of the model: the reasoning parts, as paragraphs."""
        return PARAGRAPH.join(
            text_of(part) for part in parts_of(self) if isinstance(part, ReasoningPart) and text_of(part)
        )

    @property
    def tool_calls(self) -> list[ToolPart]:
        """The tool calls of this message, each with its state."""
        return [part for part in parts_of(self) if isinstance(part, ToolPart)]

    @property
    def refusals(self) -> list[ToolPart]:
        """The tool calls of this message that were refused: their permission, or the answer to their question.

        A refusal without a reason ends the turn, with no error and often with no text.
        """
        return [
            call for call in self.tool_calls if isinstance(call.state, ToolStateError) and is_refused(call.state.error)
        ]

    @property
    def error(self) -> AssistantMessageError | None:
        """The error of a turn that failed or was aborted; None for any other. `chat` does not raise it."""
        return self.info.error if isinstance(self.info, AssistantMessage) else None

    @property
    def failure(self) -> str | None:
        """The error in words, e.g. `APIError: Wrong key`; None when there is none."""
        return describe_failure(self.error)

    def raise_for_error(self) -> Self:
        """Return the reply, or raise the error of its turn.

        Raises:
            TurnAbortedError: It was aborted.
            TurnFailedError: The model failed it, or refused.
        """
        if self.error is None:
            return self
        kind = TurnAbortedError if isinstance(self.error, MessageAbortedError) else TurnFailedError
        raise kind(f"The turn ended with {describe_error(self.error)}.", reply=self, error=self.error)

    @property
    def structured(self) -> Any:
        """The structured output of a prompt with a `format`, as decoded JSON; None when there is none."""
        return self.info.structured if isinstance(self.info, AssistantMessage) else None

    @property
    def cost(self) -> float:
        """The cost of this message, in US dollars."""
        return number(self.info.cost) if isinstance(self.info, AssistantMessage) else 0.0

    @property
    def tokens(self) -> AssistantMessageTokens:
        """The tokens of this message; all zero for a user's message."""
        if isinstance(self.info, AssistantMessage) and isinstance(self.info.tokens, AssistantMessageTokens):
            return self.info.tokens
        return AssistantMessageTokens(input=0, output=0, reasoning=0, cache=TokenCache(read=0, write=0))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SessionMessagesResponseItem):
            return NotImplemented
        return (self.info, self.parts, self.additional_properties) == (
            other.info,
            other.parts,
            other.additional_properties,
        )


class StructuredReply(Reply, Generic[Structured]):
    """A reply whose structured output is an object of the type that `format` named; otherwise a `Reply`."""

    __slots__ = ("_kind",)

    _kind: type[Structured]

    @classmethod
    def of_kind(cls, item: SessionMessagesResponseItem, kind: type[Structured]) -> Self:
        """Return the same message, with its structured output as an object of a type."""
        reply = cls.of(item)
        reply._kind = kind
        return reply

    @property
    def structured(self) -> Structured:
        """The structured output, as an object of the type.

        Raises:
            TurnFailedError: The model failed the turn, or gave no such output.
            UndecodableResponseError: There is none, or it does not match the type; the error names each field.
        """
        self.raise_for_error()
        from opencode_sessions._annotations import type_name
        from opencode_sessions._structured_output import structure

        data = super().structured
        if data is None:
            raise UndecodableResponseError(NO_OUTPUT)
        try:
            return structure(data, self._kind)
        except ValueError as error:
            raise UndecodableResponseError(
                f"The structured output is no {type_name(self._kind)}: {error}", body=data
            ) from error

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).of_kind, (Reply.of(self), self._kind)


def as_reply(item: SessionMessagesResponseItem, format: Any, *, no_reply: bool | None = None) -> Reply:
    """Return the reply to a prompt.

    Args:
        item: The response.
        format: The prompt's `format`; a type gives a `StructuredReply`.
        no_reply: The prompt's `no_reply`.

    Raises:
        TurnAbortedError: The agent was stopped before it began.
    """
    if isinstance(item.info, UserMessage) and not no_reply:
        raise TurnAbortedError("The agent was stopped before it began: there is no reply, only the prompt itself.")
    item = settled(item)
    if format is None:
        return Reply.of(item)
    from opencode_sessions._structured_output import is_type

    return StructuredReply.of_kind(item, format) if is_type(format) else Reply.of(item)


def settled(item: SessionMessagesResponseItem) -> Reply:
    """Return a step of the agent that is over, with the error that servers leave out when it was stopped early.

    1.18.33 never finishes a message whose turn is aborted before the model began to write.
    """
    reply = Reply.of(item)
    if not isinstance(reply.info, AssistantMessage) or is_finished(reply):
        return reply
    error = MessageAbortedError(MessageAbortedErrorData("The agent was stopped before it wrote anything."))
    return Reply(evolve(reply.info, error=error), reply.parts, additional_properties=reply.additional_properties)


@frozen
class Turn(Shown):
    """A prompt and the agent's work on it: the user's message, then one message for each step.

    Attributes:
        messages: The turn's messages, oldest first.
    """

    messages: Sequence[Reply] = field(repr=reprlib.repr)

    @classmethod
    def around(cls, reply: SessionMessagesResponseItem, messages: Iterable[Reply]) -> Self:
        """Pick the turn that a message belongs to out of all messages of its session."""
        turns: dict[str | None, list[Reply]] = {}
        prompt_id: str | None = None
        wanted: str | None = None
        for message in sorted(messages, key=_created):
            if isinstance(message.info, UserMessage):
                prompt_id = message.info.id
            parent_id = message.info.parent_id if isinstance(message.info, AssistantMessage) else None
            # Servers before 1.0.0 do not name the prompt of a step: it is the one before it.
            turns.setdefault(parent_id or prompt_id, []).append(message)
            if message.info.id == reply.info.id:
                wanted = parent_id or prompt_id
        return cls(turns.get(wanted) or [Reply.of(reply)])

    @property
    def session_id(self) -> str | None:
        """The session that the turn belongs to."""
        return self.messages[0].session_id if self.messages else None

    @property
    def prompt(self) -> Reply | None:
        """The user's message; None when it was deleted."""
        return next((message for message in self.messages if isinstance(message.info, UserMessage)), None)

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages, one for each step."""
        return [message for message in self.messages if is_step(message)]

    @property
    def text(self) -> str:
        """The text of all steps, as paragraphs. Summaries that a compaction wrote count only if there is no other."""
        steps = [step for step in self.steps if not (isinstance(step.info, AssistantMessage) and step.info.summary)]
        return PARAGRAPH.join(step.text for step in steps or self.steps if step.text)

    @property
    def reasoning(self) -> str:
        """The reasoning of all steps, as paragraphs."""
        return PARAGRAPH.join(step.reasoning for step in self.steps if step.reasoning)

    @property
    def tool_calls(self) -> list[ToolPart]:
        """The tool calls of all steps, in order."""
        return [call for step in self.steps for call in step.tool_calls]

    @property
    def refusals(self) -> list[ToolPart]:
        """The tool calls of all steps that were refused: their permission, or the answer to their question."""
        return [call for step in self.steps for call in step.refusals]

    @property
    def error(self) -> AssistantMessageError | None:
        """The error of a turn that failed or was aborted; None for any other."""
        return next((step.error for step in reversed(self.steps) if step.error is not None), None)

    @property
    def failure(self) -> str | None:
        """The error in words, e.g. `APIError: Wrong key`; None when there is none."""
        return describe_failure(self.error)

    @property
    def cost(self) -> float:
        """The cost of the turn, in US dollars."""
        return sum(step.cost for step in self.steps)

    @property
    def tokens(self) -> AssistantMessageTokens:
        """The tokens of all steps, added up."""
        return total_tokens(self.steps)


@frozen
class Usage:
    """The tokens and the cost of messages, added up.

    Attributes:
        turns: The number of prompts.
        cost: The cost, in US dollars.
        tokens: The tokens of all steps.
    """

    turns: int
    cost: float
    tokens: AssistantMessageTokens

    @classmethod
    def of(cls, messages: Sequence[Reply]) -> Self:
        """Add up messages."""
        return cls(
            turns=sum(isinstance(message.info, UserMessage) for message in messages),
            cost=sum(message.cost for message in messages),
            tokens=total_tokens(messages),
        )

    def __str__(self) -> str:
        from opencode_sessions._transcript import usage_facts

        return " · ".join(usage_facts(self))

    def __rich__(self) -> str:
        """Show the usage in a terminal, as one line."""
        return str(self)

    def _repr_html_(self) -> str:
        """Show the usage in a notebook, as one line."""
        return str(self)


def is_finished(message: Reply) -> bool:
    """Return whether a message is a step of the agent's that is over: it was completed, or failed."""
    info = message.info
    return isinstance(info, AssistantMessage) and (
        getattr(info.time, "completed", None) is not None or info.error is not None
    )


def is_step(message: Reply) -> bool:
    """Return whether a message is the agent's."""
    return isinstance(message.info, AssistantMessage)


def is_prompt(message: Reply) -> bool:
    """Return whether a message is a prompt of the user's, and not one that the server added to go on.

    One without parts is a prompt: the server stores the message first.
    """
    return isinstance(message.info, UserMessage) and (
        not message.parts
        or any(
            isinstance(part, FilePart) or (isinstance(part, TextPart) and not part.synthetic) for part in message.parts
        )
    )


def has_mark(message: SessionMessagesResponseItem, mark: str) -> bool:
    """Return whether a message has a part with this identifier."""
    return any(getattr(part, "id", None) == mark for part in message.parts)


def total_tokens(messages: Iterable[Reply]) -> AssistantMessageTokens:
    """Add up the tokens of messages."""
    counts = [message.tokens for message in messages]
    caches = [count.cache for count in counts if isinstance(count.cache, TokenCache)]
    return AssistantMessageTokens(
        input=sum(number(count.input) for count in counts),
        output=sum(number(count.output) for count in counts),
        reasoning=sum(number(count.reasoning) for count in counts),
        cache=TokenCache(
            read=sum(number(cache.read) for cache in caches), write=sum(number(cache.write) for cache in caches)
        ),
    )


def describe_failure(error: AssistantMessageError | None) -> str | None:
    """Describe the error of a turn; None when there is none."""
    return None if error is None else describe_error(error)


def _created(message: Reply) -> float:
    """Return the time of a message, to sort by: identifiers do not sort by time, they wrap around after 795 days."""
    created = created_time(message.info)
    return float("inf") if created is None else created
