"""`POST /session/{sessionID}/abort`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(session_id: str, *, directory: str | None = None) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/abort",
        "POST",
        f"/session/{segment('session_id', session_id)}/abort",
        decode,
        {"directory": directory},
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
