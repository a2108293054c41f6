# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventCommandExecutedProperties(Model):
    """The command that was run."""

    name: str
    """The command's name."""
    session_id: str
    """The session."""
    arguments: str
    """The arguments, as they were sent."""
    message_id: str
    """The agent's message that answers the command, `msg_…`."""

    @staticmethod
    def _read(data: Any, model: EventCommandExecutedProperties) -> None:
        model.name = data["name"]
        model.session_id = data["sessionID"]
        model.arguments = data["arguments"]
        model.message_id = data["messageID"]
