"""`POST /session/{sessionID}/revert`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session import Session, decode_session
from opencode_sessions_api.models.session_revert_params import SessionRevertParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.session import Session

__all__ = ["build", "decode"]


def build(
    session_id: str, message_id: str, *, part_id: str | None = None, directory: str | None = None
) -> Request[Session]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/revert",
        "POST",
        f"/session/{segment('session_id', session_id)}/revert",
        decode,
        {"directory": directory},
        SessionRevertParams(message_id=message_id, part_id=part_id).to_dict(),
    )


def decode(answer: Any) -> Session:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session(expect(dict, answer, "id", "title", "version", "time"))
