"""`POST /session/{sessionID}/command`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_command_params import SessionCommandParams
from opencode_sessions_api.models.session_messages_response_item import (
    SessionMessagesResponseItem,
    decode_session_messages_response_item,
)

if TYPE_CHECKING:
    from opencode_sessions_api.models.file_part_input import FilePartInput
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

__all__ = ["build", "decode"]


def build(
    session_id: str,
    command: str,
    arguments: str,
    *,
    agent: str | None = None,
    model: str | None = None,
    variant: str | None = None,
    parts: list[FilePartInput] | None = None,
    message_id: str | None = None,
    directory: str | None = None,
) -> Request[SessionMessagesResponseItem]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/command",
        "POST",
        f"/session/{segment('session_id', session_id)}/command",
        decode,
        {"directory": directory},
        SessionCommandParams(
            command=command,
            arguments=arguments,
            agent=agent,
            model=model,
            variant=variant,
            parts=parts,
            message_id=message_id,
        ).to_dict(),
        waits_for_model=True,
    )


def decode(answer: Any) -> SessionMessagesResponseItem:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session_messages_response_item(expect(dict, answer, "info", "parts"))
