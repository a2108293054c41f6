"""`GET /session/{sessionID}/message/{messageID}`"""

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


def build(session_id: str, message_id: str, *, directory: str | None = None) -> Request[SessionMessagesResponseItem]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session/{sessionID}/message/{messageID}",
        "GET",
        f"/session/{segment('session_id', session_id)}/message/{segment('message_id', message_id)}",
        decode,
        {"directory": directory},
    )


def decode(answer: Any) -> SessionMessagesResponseItem:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session_messages_response_item(expect(dict, answer, "info", "parts"))
