# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventMessagePartUpdated(AboutSession):
    """A part of a message was created or changed."""

    properties: models.EventMessagePartUpdatedProperties
    """The part that was created or changed."""
    type: Literal["message.part.updated"] = "message.part.updated"
    """Always `message.part.updated`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventMessagePartUpdated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_message_part_updated_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
