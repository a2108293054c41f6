# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class UserMessage(Model):
    """A prompt of a person or of the server itself, e.g. one that compacts the session."""

    id: str
    """The message's identifier, `msg_…`."""
    session_id: str
    """The session that the message belongs to."""
    time: models.UserMessageTime
    """The time at which a user's message was created."""
    role: Literal["user"] = "user"
    """Always `user`."""
    agent: str | None = None
    """The agent that the prompt was sent to. Since 1.0.98."""
    model: models.UserMessageModel | None = None
    """The model that the prompt was sent to. Since 1.0.98."""
    variant: str | None = None
    """The variant of the model. 1.1.11 to 1.3.2; newer servers send it in `model`."""
    system: str | None = None
    """The additional instructions of the prompt. Since 1.0.98."""
    tools: models.ToolsEnabled | None = None
    """The tools that the prompt enabled or disabled. Since 1.0.98."""
    format: models.OutputFormat | None = None
    """The requested format of the answer. Since 1.1.65."""
    summary: models.UserMessageSummary | None = None
    """The changes of the turn, after its end. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: UserMessage) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.role = data["role"]
        model.time = models.decode_user_message_time(value) if isinstance(value := data["time"], dict) else value
        model.agent = data.get("agent")
        model.model = models.decode_user_message_model(value) if isinstance(value := data.get("model"), dict) else value
        model.variant = data.get("variant")
        model.system = data.get("system")
        model.tools = data.get("tools")
        model.format = models.decode_output_format(value) if (value := data.get("format")) is not None else None
        model.summary = (
            models.decode_user_message_summary(value) if isinstance(value := data.get("summary"), dict) else value
        )
