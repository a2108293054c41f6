"""The messages of a whole turn, read as a person would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from attrs import frozen

from opencode_sessions.replies import PARAGRAPH, Reply
from opencode_sessions_api.models.assistant_message import AssistantMessage
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.token_cache import TokenCache
from opencode_sessions_api.models.user_message import UserMessage

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem
    from opencode_sessions_api.models.tool_part import ToolPart


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
