"""`GET /session/{sessionID}/diff`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.file_diff import FileDiff, decode_file_diff

if TYPE_CHECKING:
    from opencode_sessions_api.models.file_diff import FileDiff

__all__ = ["build", "decode"]


def build(session_id: str, *, message_id: str | None = None, directory: str | None = None) -> Request[list[FileDiff]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session/{sessionID}/diff",
        "GET",
        f"/session/{segment('session_id', session_id)}/diff",
        decode,
        {"messageID": message_id, "directory": directory},
        since="1.0.0",
    )


def decode(answer: Any) -> list[FileDiff]:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, answer)
    for index, item in enumerate(items):
        # In place: what has been decoded is freed before there is more.
        items[index] = decode_file_diff(item) if isinstance(item, dict) else item
    return items
