"""`GET /session/{sessionID}/todo`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.todo import Todo, decode_todo

if TYPE_CHECKING:
    from opencode_sessions_api.models.todo import Todo

__all__ = ["build", "decode"]


def build(session_id: str, *, directory: str | None = None) -> Request[list[Todo]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session/{sessionID}/todo",
        "GET",
        f"/session/{segment('session_id', session_id)}/todo",
        decode,
        {"directory": directory},
        since="1.0.0",
    )


def decode(answer: Any) -> list[Todo]:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, answer)
    for index, item in enumerate(items):
        # In place: what has been decoded is freed before there is more.
        items[index] = decode_todo(item) if isinstance(item, dict) else item
    return items
