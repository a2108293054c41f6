"""`GET /session/{sessionID}/message`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_messages_response_item import (
    SessionMessagesResponseItem,
    decode_session_messages_response_item,
)

if TYPE_CHECKING:
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

__all__ = ["build", "decode"]


def build(
    session_id: str, *, limit: int | None = None, before: str | None = None, directory: str | None = None
) -> Request[list[SessionMessagesResponseItem]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session/{sessionID}/message",
        "GET",
        f"/session/{segment('session_id', session_id)}/message",
        decode,
        {"limit": limit, "before": before, "directory": directory},
    )


def decode(answer: Any) -> list[SessionMessagesResponseItem]:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, answer)
    for index, item in enumerate(items):
        # In place: what has been decoded is freed before there is more.
        items[index] = decode_session_messages_response_item(item) if isinstance(item, dict) else item
    return items
