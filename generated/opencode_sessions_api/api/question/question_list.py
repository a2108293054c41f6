"""`GET /question`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.question_request import QuestionRequest, decode_question_request

if TYPE_CHECKING:
    from opencode_sessions_api.models.question_request import QuestionRequest

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[list[QuestionRequest]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /question", "GET", "/question", decode, {"directory": directory}, since="1.1.11")


def decode(answer: Any) -> list[QuestionRequest]:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, answer)
    for index, item in enumerate(items):
        # In place: what has been decoded is freed before there is more.
        items[index] = decode_question_request(item) if isinstance(item, dict) else item
    return items
