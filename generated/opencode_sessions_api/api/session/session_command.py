# Generated from openapi.yaml; do not edit.
"""`POST /session/{sessionID}/command`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    command: str,
    arguments: str,
    *,
    agent: str | None = None,
    model: str | None = None,
    variant: str | None = None,
    parts: list[models.FilePartInput] | None = None,
    message_id: str | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.SessionMessagesResponseItem]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/command",
        "POST",
        f"/session/{segment('session_id', session_id, 'Session')}/command",
        decode,
        {"directory": directory},
        models.SessionCommandParams(
            command=command,
            arguments=arguments,
            agent=agent,
            model=model,
            variant=variant,
            parts=parts,
            message_id=message_id,
        ).to_dict(),
        waits_for_model=True,
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.SessionMessagesResponseItem:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.SessionMessagesResponseItem.from_dict(expect(dict, response, "info", "parts"))
