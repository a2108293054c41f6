"""`GET /global/event`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.global_event import GlobalEvent, decode_global_event

if TYPE_CHECKING:
    from opencode_sessions_api.models.global_event import GlobalEvent

__all__ = ["build", "decode"]


def build() -> Request[GlobalEvent]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /global/event", "GET", "/global/event", decode, {}, since="1.0.98")


def decode(answer: Any) -> GlobalEvent:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_global_event(expect(dict, answer, "payload"))
