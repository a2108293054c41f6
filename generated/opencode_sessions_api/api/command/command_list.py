"""`GET /command`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.command import Command, decode_command

if TYPE_CHECKING:
    from opencode_sessions_api.models.command import Command

__all__ = ["build", "decode"]


def build(*, directory: str | None = None) -> Request[list[Command]]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request("GET /command", "GET", "/command", decode, {"directory": directory})


def decode(answer: Any) -> list[Command]:
    """The result in the answer's JSON; raises `UnexpectedShape` when it is JSON of another kind."""
    return [decode_command(item) if isinstance(item, dict) else item for item in expect(list, answer)]
