# Generated from openapi.yaml; do not edit.
"""`POST /session/{sessionID}/revert`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, identifier, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    message_id: models.MessageLike,
    *,
    part_id: models.PartLike | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Session]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/revert",
        "POST",
        f"/session/{segment('session_id', session_id, 'Session')}/revert",
        decode,
        {"directory": directory},
        models.SessionRevertParams(
            message_id=identifier("message_id", message_id, "Message"),
            part_id=None if part_id is None else identifier("part_id", part_id, "Part"),
        ).to_dict(),
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Session:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Session.from_dict(expect(dict, response, "id", "title", "version", "time"))
