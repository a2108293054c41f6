"""`PATCH /session/{sessionID}`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session import Session, decode_session
from opencode_sessions_api.models.session_update_params import SessionUpdateParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.permission_rule import PermissionRule
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.session_update_time import SessionUpdateTime

__all__ = ["build", "decode"]


def build(
    session_id: str,
    *,
    title: str | None = None,
    metadata: Metadata | None = None,
    permission: list[PermissionRule] | None = None,
    time: SessionUpdateTime | None = None,
    directory: str | None = None,
) -> Request[Session]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "PATCH /session/{sessionID}",
        "PATCH",
        f"/session/{segment('session_id', session_id)}",
        decode,
        {"directory": directory},
        SessionUpdateParams(title=title, metadata=metadata, permission=permission, time=time).to_dict(),
    )


def decode(answer: Any) -> Session:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session(expect(dict, answer, "id", "title", "version", "time"))
