"""`PATCH /session/{sessionID}/message/{messageID}/part/{partID}`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models import decode_part
from opencode_sessions_api.types import encode

if TYPE_CHECKING:
    from opencode_sessions_api.models import Part

__all__ = ["build", "decode"]


def build(session_id: str, message_id: str, part_id: str, part: Part, *, directory: str | None = None) -> Request[Part]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "PATCH /session/{sessionID}/message/{messageID}/part/{partID}",
        "PATCH",
        f"/session/{segment('session_id', session_id)}/message/{segment('message_id', message_id)}/part/{segment('part_id', part_id)}",
        decode,
        {"directory": directory},
        encode(part),
        since="1.0.185",
    )


def decode(answer: Any) -> Part:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_part(expect(dict, answer))
