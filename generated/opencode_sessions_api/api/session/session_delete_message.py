"""`DELETE /session/{sessionID}/message/{messageID}`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(session_id: str, message_id: str, *, directory: str | None = None) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "DELETE /session/{sessionID}/message/{messageID}",
        "DELETE",
        f"/session/{segment('session_id', session_id)}/message/{segment('message_id', message_id)}",
        decode,
        {"directory": directory},
        since="1.2.15",
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
