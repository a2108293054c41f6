# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventCommandExecuted(AboutSession):
    """A command was run, and its turn is over. Since 1.0.98."""

    properties: models.EventCommandExecutedProperties
    """The command that was run."""
    type: Literal["command.executed"] = "command.executed"
    """Always `command.executed`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventCommandExecuted) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_command_executed_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
