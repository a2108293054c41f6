# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventMessageUpdated(AboutSession):
    """A message was created or changed. Its parts have events of their own."""

    properties: models.EventMessageUpdatedProperties
    """The message that was created or changed."""
    type: Literal["message.updated"] = "message.updated"
    """Always `message.updated`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventMessageUpdated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_message_updated_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
