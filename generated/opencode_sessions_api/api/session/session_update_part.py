# Generated from openapi.yaml; do not edit.
"""`PATCH /session/{sessionID}/message/{messageID}/part/{partID}`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.types import encode

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    message_id: models.MessageLike,
    part_id: models.PartLike,
    part: models.Part,
    *,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Part]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "PATCH /session/{sessionID}/message/{messageID}/part/{partID}",
        "PATCH",
        f"/session/{segment('session_id', session_id, 'Session')}/message/{segment('message_id', message_id, 'Message')}/part/{segment('part_id', part_id, 'Part')}",
        decode,
        {"directory": directory},
        encode(part),
        since="1.0.185",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Part:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.decode_part(expect(dict, response))
