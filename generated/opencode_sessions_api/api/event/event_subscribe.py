# Generated from openapi.yaml; do not edit.
"""`GET /event`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request

__all__ = ["build", "decode"]


def build(
    *, directory: str | None = None, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
) -> Request[models.Event]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /event", "GET", "/event", decode, {"directory": directory}, timeout=timeout, extra_headers=extra_headers
    )


def decode(response: Any) -> models.Event:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.decode_event(response)
