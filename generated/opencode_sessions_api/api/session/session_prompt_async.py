# Generated from openapi.yaml; do not edit.
"""`POST /session/{sessionID}/prompt_async`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    parts: list[models.PartInput],
    *,
    model: models.PromptModel | None = None,
    provider_id: str | None = None,
    model_id: str | None = None,
    agent: str | None = None,
    system: str | None = None,
    tools: models.ToolsEnabled | None = None,
    variant: str | None = None,
    format: models.OutputFormat | None = None,
    no_reply: bool | None = None,
    message_id: str | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[None]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/prompt_async",
        "POST",
        f"/session/{segment('session_id', session_id, 'Session')}/prompt_async",
        decode,
        {"directory": directory},
        models.SessionChatParams(
            parts=parts,
            model=model,
            provider_id=provider_id,
            model_id=model_id,
            agent=agent,
            system=system,
            tools=tools,
            variant=variant,
            format=format,
            no_reply=no_reply,
            message_id=message_id,
        ).to_dict(),
        since="1.0.142",
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> None:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return None
