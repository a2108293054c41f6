"""A message with its parts, read as a person would; and the messages of a whole turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from attrs import frozen

from opencode_sessions.errors import TurnAbortedError, TurnFailedError, UndecodableAnswerError
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.message_aborted_error import MessageAbortedError
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.token_cache import TokenCache
from opencode_sessions_api.models.tool_part import ToolPart
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError

Structured = TypeVar("Structured")

#: Stands between the texts of two parts.
PARAGRAPH = "\n\n"


class Reply(SessionMessagesResponseItem):
    """One message and its parts: `info` and `parts` as the server sent them, and what one wants to know of them.

    It has no state of its own: it encodes to, and equals, the `SessionMessagesResponseItem` that it is. A turn of
    several steps is several messages; `session.turn(reply)` gives them all.
    """

    __slots__ = ()

    @classmethod
    def of(cls, item: SessionMessagesResponseItem) -> Self:
        """The same message as a reply."""
        return cls(item.info, item.parts, item.additional_properties)

    @property
    def text(self) -> str:
        """What was written: the text parts, save those that the server made up, as paragraphs."""
        return PARAGRAPH.join(
            part.text for part in self.parts if isinstance(part, TextPart) and part.text and not part.synthetic
        )

    @property
    def reasoning(self) -> str:
        """What the model thought before it wrote: the reasoning parts, as paragraphs."""
        return PARAGRAPH.join(part.text for part in self.parts if isinstance(part, ReasoningPart) and part.text)

    @property
    def tool_calls(self) -> list[ToolPart]:
        """The tools that this message called, each with its state."""
        return [part for part in self.parts if isinstance(part, ToolPart)]

    @property
    def error(self) -> AssistantMessageError | None:
        """Why the turn failed or was aborted; None when it was not. A failed turn is no exception."""
        return self.info.error if isinstance(self.info, AssistantMessage) else None

    def raise_for_error(self) -> Self:
        """The same reply, unless its turn failed or was aborted.

        Raises:
            TurnAbortedError: It was aborted.
            TurnFailedError: The model failed it, or refused.
        """
        if self.error is None:
            return self
        kind = TurnAbortedError if isinstance(self.error, MessageAbortedError) else TurnFailedError
        raise kind.of(self)

    @property
    def structured(self) -> Any:
        """The answer to a prompt with a `format`, as JSON that follows it; None when there is none."""
        return self.info.structured if isinstance(self.info, AssistantMessage) else None

    @property
    def cost(self) -> float:
        """What this message cost, in US dollars."""
        return (self.info.cost or 0.0) if isinstance(self.info, AssistantMessage) else 0.0

    @property
    def tokens(self) -> AssistantMessageTokens:
        """The tokens that this message took; all zero for a user's message."""
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

    __hash__ = None


class StructuredReply(Reply, Generic[Structured]):
    """A reply whose structured output is an object of the class that was asked for; else the same as a `Reply`."""

    __slots__ = ("_kind",)

    _kind: type[Structured]

    @classmethod
    def of_kind(cls, item: SessionMessagesResponseItem, kind: type[Structured]) -> Self:
        """The same message, with its structured output as an object of a class."""
        reply = cls.of(item)
        reply._kind = kind
        return reply

    @property
    def structured(self) -> Structured:
        """The structured output.

        Raises:
            TurnFailedError: The model failed the turn, or gave no such output.
            UndecodableAnswerError: There is none, or it does not follow the class.
        """
        self.raise_for_error()
        from opencode_sessions.formats import structure

        data = super().structured
        if data is None:
            raise UndecodableAnswerError("The reply has no structured output: servers from 1.1.65 know it.")
        try:
            return structure(data, self._kind)
        except ValueError as error:
            raise UndecodableAnswerError(
                f"The structured output is no {self._kind.__name__}: {error}", body=data
            ) from error

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).of_kind, (Reply.of(self), self._kind)


@frozen
class Turn:
    """A prompt and all that the agent did with it: the user's message, then one message for each step.

    Attributes:
        messages: The turn's messages in the order of their making.
    """

    messages: Sequence[Reply]

    @classmethod
    def around(cls, reply: SessionMessagesResponseItem, messages: Iterable[Reply]) -> Self:
        """The turn that a message belongs to, out of all messages of its session."""
        turns: dict[str | None, list[Reply]] = {}
        prompt_id: str | None = None
        wanted: str | None = None
        for message in sorted(messages, key=_created):
            if isinstance(message.info, UserMessage):
                prompt_id = message.info.id
            parent_id = message.info.parent_id if isinstance(message.info, AssistantMessage) else None
            # Servers before 1.0.0 don't say which prompt a step answers: it is the one before it.
            turns.setdefault(parent_id or prompt_id, []).append(message)
            if message.info.id == reply.info.id:
                wanted = parent_id or prompt_id
        return cls(turns.get(wanted) or [Reply.of(reply)])

    @property
    def prompt(self) -> Reply | None:
        """The user's message; None when it is gone."""
        return next((message for message in self.messages if isinstance(message.info, UserMessage)), None)

    @property
    def steps(self) -> list[Reply]:
        """The agent's messages, one for each step."""
        return [message for message in self.messages if isinstance(message.info, AssistantMessage)]

    @property
    def text(self) -> str:
        """What the agent wrote in all steps, as paragraphs."""
        return PARAGRAPH.join(step.text for step in self.steps if step.text)

    @property
    def reasoning(self) -> str:
        """What the model thought in all steps, as paragraphs."""
        return PARAGRAPH.join(step.reasoning for step in self.steps if step.reasoning)

    @property
    def tool_calls(self) -> list[ToolPart]:
        """The tools called in all steps, in order."""
        return [call for step in self.steps for call in step.tool_calls]

    @property
    def error(self) -> AssistantMessageError | None:
        """Why the turn failed or was aborted; None when it was not."""
        return next((step.error for step in reversed(self.steps) if step.error is not None), None)

    @property
    def cost(self) -> float:
        """What the turn cost, in US dollars."""
        return sum(step.cost for step in self.steps)

    @property
    def tokens(self) -> AssistantMessageTokens:
        """The tokens of all steps, added up."""
        return total_tokens(self.steps)


def total_tokens(messages: Iterable[Reply]) -> AssistantMessageTokens:
    """The tokens of messages, added up."""
    counts = [message.tokens for message in messages]
    return AssistantMessageTokens(
        input=sum(count.input or 0 for count in counts),
        output=sum(count.output or 0 for count in counts),
        reasoning=sum(count.reasoning or 0 for count in counts),
        cache=TokenCache(
            read=sum(count.cache.read or 0 for count in counts),
            write=sum(count.cache.write or 0 for count in counts),
        ),
    )


def _created(message: Reply) -> float:
    """For sorting: identifiers are no order of time, they wrap around after 795 days."""
    created = getattr(message.info.time, "created", None)
    return float("inf") if created is None else created
