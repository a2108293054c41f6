# Generated from openapi.yaml; do not edit.
"""`DELETE /session/{sessionID}/message/{messageID}`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    message_id: models.MessageLike,
    *,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[bool]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "DELETE /session/{sessionID}/message/{messageID}",
        "DELETE",
        f"/session/{segment('session_id', session_id, 'Session')}/message/{segment('message_id', message_id, 'Message')}",
        decode,
        {"directory": directory},
        since="1.2.15",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> bool:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, response)
