"""`GET /event`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.models import decode_event

if TYPE_CHECKING:
    from opencode_sessions_api.models import Event

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[Event]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /event", "GET", "/event", decode, {"directory": directory})


def decode(answer: Any) -> Event:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_event(answer)
