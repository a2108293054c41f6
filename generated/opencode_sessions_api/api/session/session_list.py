"""`GET /session`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session import Session, decode_session

if TYPE_CHECKING:
    from opencode_sessions_api.models.session import Session

__all__ = ["build", "decode"]


def build(
    *,
    directory: str | None = None,
    scope: str | None = None,
    path: str | None = None,
    roots: bool | None = None,
    start: int | None = None,
    search: str | None = None,
    limit: int | None = None,
) -> Request[list[Session]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "GET /session",
        "GET",
        "/session",
        decode,
        {
            "directory": directory,
            "scope": scope,
            "path": path,
            "roots": roots,
            "start": start,
            "search": search,
            "limit": limit,
        },
    )


def decode(answer: Any) -> list[Session]:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    items = expect(list, answer)
    for index, item in enumerate(items):
        # In place: what has been decoded is freed before there is more.
        items[index] = decode_session(item) if isinstance(item, dict) else item
    return items
