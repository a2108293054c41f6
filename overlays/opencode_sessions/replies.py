"""A message with its parts, read as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from opencode_sessions.errors import TurnAbortedError, TurnFailedError, UndecodableAnswerError
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.message_aborted_error import MessageAbortedError
from opencode_sessions_api.models.reasoning_part import ReasoningPart
from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
from opencode_sessions_api.models.text_part import TextPart
from opencode_sessions_api.models.token_cache import TokenCache
from opencode_sessions_api.models.tool_part import ToolPart

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
