"""`GET /config/providers`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.config_providers import ConfigProviders, decode_config_providers

if TYPE_CHECKING:
    from opencode_sessions_api.models.config_providers import ConfigProviders

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[ConfigProviders]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /config/providers", "GET", "/config/providers", decode, {"directory": directory})


def decode(answer: Any) -> ConfigProviders:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_config_providers(expect(dict, answer, "providers", "default"))
