# Generated from openapi.yaml; do not edit.
"""`GET /global/config`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    *, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
) -> Request[models.Config]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /global/config",
        "GET",
        "/global/config",
        decode,
        {},
        since="1.1.53",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Config:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Config.from_dict(expect(dict, response))
