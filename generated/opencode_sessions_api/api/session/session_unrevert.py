# Generated from openapi.yaml; do not edit.
"""`POST /session/{sessionID}/unrevert`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    *,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Session]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/unrevert",
        "POST",
        f"/session/{segment('session_id', session_id, 'Session')}/unrevert",
        decode,
        {"directory": directory},
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Session:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Session.from_dict(expect(dict, response, "id", "title", "version", "time"))
