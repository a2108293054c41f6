# Generated from openapi.yaml; do not edit.
"""`POST /session`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, identifier
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    *,
    parent_id: models.SessionLike | None = None,
    title: str | None = None,
    agent: str | None = None,
    model: models.SessionModel | None = None,
    metadata: models.Metadata | None = None,
    permission: list[models.PermissionRule] | None = None,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[models.Session]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session",
        "POST",
        "/session",
        decode,
        {"directory": directory},
        models.SessionCreateParams(
            parent_id=None if parent_id is None else identifier("parent_id", parent_id, "Session"),
            title=title,
            agent=agent,
            model=model,
            metadata=metadata,
            permission=permission,
        ).to_dict(),
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> models.Session:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return models.Session.from_dict(expect(dict, response, "id", "title", "version", "time"))
