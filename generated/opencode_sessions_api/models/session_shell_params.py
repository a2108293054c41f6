# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionShellParams(Model):
    """The body of `POST /session/{sessionID}/shell`."""

    agent: str
    """The agent that is recorded in the messages, such as `build`; every server requires it."""
    command: str
    """The command line, run by the shell of the server's user."""
    model: models.PromptModel | None = None
    """The model that is recorded in the messages; by default the last one used. Since 1.0.98."""
    message_id: str | None = None
    """The identifier for the message. Leave it out, as in a prompt. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: SessionShellParams) -> None:
        model.agent = data["agent"]
        model.command = data["command"]
        model.model = models.decode_prompt_model(value) if isinstance(value := data.get("model"), dict) else value
        model.message_id = data.get("messageID")
