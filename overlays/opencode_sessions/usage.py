"""What a conversation took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from attrs import frozen

from opencode_sessions.finished_turns import total_tokens
from opencode_sessions.replies import Reply
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens
from opencode_sessions_api.models.user_message import UserMessage


@frozen
class Usage:
    """What messages took, added up.

    Attributes:
        turns: How many prompts there were.
        cost: US dollars.
        tokens: The tokens of all steps.
    """

    turns: int
    cost: float
    tokens: AssistantMessageTokens

    @classmethod
    def of(cls, messages: Sequence[Reply]) -> Self:
        """What these messages took."""
        return cls(
            turns=sum(isinstance(message.info, UserMessage) for message in messages),
            cost=sum(message.cost for message in messages),
            tokens=total_tokens(messages),
        )
