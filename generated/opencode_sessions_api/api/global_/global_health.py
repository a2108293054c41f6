"""`GET /global/health`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.health import Health, decode_health

if TYPE_CHECKING:
    from opencode_sessions_api.models.health import Health

__all__ = ["build", "decode"]


def build() -> Request[Health]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /global/health", "GET", "/global/health", decode, {}, since="1.1.11")


def decode(answer: Any) -> Health:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_health(expect(dict, answer, "healthy", "version"))
