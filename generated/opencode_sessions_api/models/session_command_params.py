# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionCommandParams(Model):
    """The body of `POST /session/{sessionID}/command`."""

    command: str
    """The command's name, without a slash."""
    arguments: str
    """The arguments to insert into the command's template: all of the text for `$ARGUMENTS`,
    its words for `$1`, `$2` and so on. May be empty."""
    agent: str | None = None
    """The agent to use, unless the command has its own."""
    model: str | None = None
    """The model to use, unless the command has its own, as one text `provider/model` such as
    `anthropic/claude-sonnet-4-5`."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    parts: list[models.FilePartInput] | None = None
    """Files to send with the prompt. Since 1.1.11."""
    message_id: str | None = None
    """The identifier for the prompt's message. Leave it out, as in a prompt."""

    @staticmethod
    def _read(data: Any, model: SessionCommandParams) -> None:
        model.command = data["command"]
        model.arguments = data["arguments"]
        model.agent = data.get("agent")
        model.model = data.get("model")
        model.variant = data.get("variant")
        model.parts = (
            [
                models.decode_file_part_input(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("parts"), list)
            else value
        )
        model.message_id = data.get("messageID")
