# Generated from openapi.yaml; do not edit.
"""`GET /session/{sessionID}/message`"""

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
    limit: int | None = None,
    before: str | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[list[models.SessionMessagesResponseItem]]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session/{sessionID}/message",
        "GET",
        f"/session/{segment('session_id', session_id, 'Session')}/message",
        decode,
        {"limit": limit, "before": before, "directory": directory},
        timeout=timeout,
        extra_headers=extra_headers,
        is_divisible=True,
    )


def decode(response: Any) -> list[models.SessionMessagesResponseItem]:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, response)
    for index, item in enumerate(items):
        # In place: the JSON of each item is freed before the next one is decoded.
        items[index] = models.decode_session_messages_response_item(item) if isinstance(item, dict) else item
    return items
