# Generated from openapi.yaml; do not edit.
"""`POST /tui/open-sessions`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    *, directory: str | None = None, timeout: CallTimeout = NOT_GIVEN, extra_headers: Mapping[str, str] | None = None
) -> Request[bool]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /tui/open-sessions",
        "POST",
        "/tui/open-sessions",
        decode,
        {"directory": directory},
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> bool:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, response)
