# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventMessagePartDelta(AboutSession):
    """The model wrote a piece of text. The whole part follows in `message.part.updated` when it is
    finished. Since 1.2.27."""

    properties: models.EventMessagePartDeltaProperties
    """The text that was added to a part."""
    type: Literal["message.part.delta"] = "message.part.delta"
    """Always `message.part.delta`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventMessagePartDelta) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_message_part_delta_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
