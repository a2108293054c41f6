"""`GET /session/status`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models import decode_session_status

if TYPE_CHECKING:
    from opencode_sessions_api.models.session_status_map import SessionStatusMap

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[SessionStatusMap]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /session/status", "GET", "/session/status", decode, {"directory": directory}, since="1.0.98")


def decode(answer: Any) -> SessionStatusMap:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    answer = expect(dict, answer)
    return (
        {key: decode_session_status(item_of_answer) for key, item_of_answer in answer.items()}
        if isinstance(answer, dict)
        else answer
    )
