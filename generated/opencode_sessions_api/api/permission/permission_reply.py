"""`POST /permission/{requestID}/reply`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.permission_reply_params import PermissionReplyParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply


__all__ = ["build", "decode"]


def build(
    request_id: str, reply: PermissionReply, *, message: str | None = None, directory: str | None = None
) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /permission/{requestID}/reply",
        "POST",
        f"/permission/{segment('request_id', request_id)}/reply",
        decode,
        {"directory": directory},
        PermissionReplyParams(reply=reply, message=message).to_dict(),
        since="1.1.11",
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
