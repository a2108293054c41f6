"""`POST /question/{requestID}/reject`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(request_id: str, *, directory: str | None = None) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /question/{requestID}/reject",
        "POST",
        f"/question/{segment('request_id', request_id)}/reject",
        decode,
        {"directory": directory},
        since="1.1.11",
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
