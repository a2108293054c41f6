# Generated from openapi.yaml; do not edit.
"""`POST /session/{sessionID}/permissions/{permissionID}`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opencode_sessions_api import models
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, segment
from opencode_sessions_api.errors import expect

__all__ = ["build", "decode"]


def build(
    session_id: models.SessionLike,
    permission_id: models.PermissionRequestLike,
    response: models.PermissionReply,
    *,
    directory: str | None = None,
    timeout: CallTimeout = NOT_GIVEN,
    extra_headers: Mapping[str, str] | None = None,
) -> Request[bool]:
    """Build the request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/permissions/{permissionID}",
        "POST",
        f"/session/{segment('session_id', session_id, 'Session')}/permissions/{segment('permission_id', permission_id, 'PermissionRequest')}",
        decode,
        {"directory": directory},
        models.SessionPermissionReplyParams(response=response).to_dict(),
        timeout=timeout,
        extra_headers=extra_headers,
    )


def decode(response: Any) -> bool:
    """Decode the JSON of the response, which may change it; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, response)
