# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventMessageRemoved(AboutSession):
    """A message was deleted, e.g. because a prompt followed an undo."""

    properties: models.EventMessageRemovedProperties
    """The message that was deleted."""
    type: Literal["message.removed"] = "message.removed"
    """Always `message.removed`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventMessageRemoved) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_message_removed_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
