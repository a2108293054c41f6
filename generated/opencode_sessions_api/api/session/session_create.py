"""`POST /session`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session import Session, decode_session
from opencode_sessions_api.models.session_create_params import SessionCreateParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.permission_rule import PermissionRule
    from opencode_sessions_api.models.session import Session
    from opencode_sessions_api.models.session_model import SessionModel

__all__ = ["build", "decode"]


def build(
    *,
    parent_id: str | None = None,
    title: str | None = None,
    agent: str | None = None,
    model: SessionModel | None = None,
    metadata: Metadata | None = None,
    permission: list[PermissionRule] | None = None,
    directory: str | None = None,
) -> Request[Session]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session",
        "POST",
        "/session",
        decode,
        {"directory": directory},
        SessionCreateParams(
            parent_id=parent_id, title=title, agent=agent, model=model, metadata=metadata, permission=permission
        ).to_dict(),
    )


def decode(answer: Any) -> Session:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session(expect(dict, answer, "id", "title", "version", "time"))
