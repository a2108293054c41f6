# Generated from openapi.yaml; do not edit.
"""`POST /tui/show-toast`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    message: str,
    variant: models.TuiToastVariant,
    *,
    title: str | None = None,
    duration: int | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[bool]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /tui/show-toast",
        "POST",
        "/tui/show-toast",
        decode,
        {"directory": directory},
        models.TuiShowToastParams(message=message, variant=variant, title=title, duration=duration).to_dict(),
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> bool:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, response)
