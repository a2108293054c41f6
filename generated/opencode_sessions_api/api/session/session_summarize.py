"""`POST /session/{sessionID}/summarize`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_summarize_params import SessionSummarizeParams

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(
    session_id: str, provider_id: str, model_id: str, *, auto: bool | None = None, directory: str | None = None
) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/summarize",
        "POST",
        f"/session/{segment('session_id', session_id)}/summarize",
        decode,
        {"directory": directory},
        SessionSummarizeParams(provider_id=provider_id, model_id=model_id, auto=auto).to_dict(),
        waits_for_model=True,
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
