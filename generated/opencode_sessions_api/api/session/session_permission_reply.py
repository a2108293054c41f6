"""`POST /session/{sessionID}/permissions/{permissionID}`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_permission_reply_params import SessionPermissionReplyParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply


__all__ = ["build", "decode"]


def build(
    session_id: str, permission_id: str, response: PermissionReply, *, directory: str | None = None
) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/permissions/{permissionID}",
        "POST",
        f"/session/{segment('session_id', session_id)}/permissions/{segment('permission_id', permission_id)}",
        decode,
        {"directory": directory},
        SessionPermissionReplyParams(response=response).to_dict(),
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
