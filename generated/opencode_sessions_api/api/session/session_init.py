"""`POST /session/{sessionID}/init`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_init_params import SessionInitParams

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(
    session_id: str, message_id: str, provider_id: str, model_id: str, *, directory: str | None = None
) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/init",
        "POST",
        f"/session/{segment('session_id', session_id)}/init",
        decode,
        {"directory": directory},
        SessionInitParams(message_id=message_id, provider_id=provider_id, model_id=model_id).to_dict(),
        waits_for_model=True,
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
