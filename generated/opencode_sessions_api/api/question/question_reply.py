"""`POST /question/{requestID}/reply`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.question_reply_params import QuestionReplyParams

if TYPE_CHECKING:
    pass


__all__ = ["build", "decode"]


def build(request_id: str, answers: list[list[str]], *, directory: str | None = None) -> Request[bool]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /question/{requestID}/reply",
        "POST",
        f"/question/{segment('request_id', request_id)}/reply",
        decode,
        {"directory": directory},
        QuestionReplyParams(answers=answers).to_dict(),
        since="1.1.11",
    )


def decode(answer: Any) -> bool:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return expect(bool, answer)
