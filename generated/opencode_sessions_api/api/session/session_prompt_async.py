"""`POST /session/{sessionID}/prompt_async`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencode_sessions_api.client import Request, segment
from opencode_sessions_api.models.session_chat_params import SessionChatParams

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat, PartInput
    from opencode_sessions_api.models.prompt_model import PromptModel
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled


__all__ = ["build", "decode"]


def build(
    session_id: str,
    parts: list[PartInput],
    *,
    model: PromptModel | None = None,
    provider_id: str | None = None,
    model_id: str | None = None,
    agent: str | None = None,
    system: str | None = None,
    tools: ToolsEnabled | None = None,
    variant: str | None = None,
    format: OutputFormat | None = None,
    no_reply: bool | None = None,
    message_id: str | None = None,
    directory: str | None = None,
) -> Request[None]:
    """The request of one call; the arguments are those of the resource's method."""
    return Request(
        "POST /session/{sessionID}/prompt_async",
        "POST",
        f"/session/{segment('session_id', session_id)}/prompt_async",
        decode,
        {"directory": directory},
        SessionChatParams(
            parts=parts,
            model=model,
            provider_id=provider_id,
            model_id=model_id,
            agent=agent,
            system=system,
            tools=tools,
            variant=variant,
            format=format,
            no_reply=no_reply,
            message_id=message_id,
        ).to_dict(),
        since="1.0.142",
    )


def decode(answer: Any) -> None:
    """The result in the answer's JSON, which this takes apart; raises `UnexpectedShape` for JSON of another kind."""
    return None
