"""`GET /config`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.config import Config, decode_config

if TYPE_CHECKING:
    from opencode_sessions_api.models.config import Config

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[Config]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /config", "GET", "/config", decode, {"directory": directory})


def decode(answer: Any) -> Config:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_config(expect(dict, answer))
