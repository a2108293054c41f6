"""`POST /session/{sessionID}/shell`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.errors import expect
from opencode_sessions_api.models.session_messages_response_item import (
    SessionMessagesResponseItem,
    decode_session_messages_response_item,
)
from opencode_sessions_api.models.session_shell_params import SessionShellParams

if TYPE_CHECKING:
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.session_messages_response_item import SessionMessagesResponseItem

__all__ = ["build", "decode"]


def build(
    session_id: str,
    agent: str,
    command: str,
    *,
    model: PromptModel | None = None,
    message_id: str | None = None,
    directory: str | None = None,
) -> Request[SessionMessagesResponseItem]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/shell",
        "POST",
        f"/session/{segment('session_id', session_id)}/shell",
        decode,
        {"directory": directory},
        SessionShellParams(agent=agent, command=command, model=model, message_id=message_id).to_dict(),
        waits_for_model=True,
    )


def decode(answer: Any) -> SessionMessagesResponseItem:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return decode_session_messages_response_item(expect(dict, answer, "info", "parts"))
