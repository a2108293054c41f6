# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionUpdated(AboutSession):
    """A session changed, e.g. its title or its costs."""

    properties: models.EventSessionUpdatedProperties
    """The session that changed."""
    type: Literal["session.updated"] = "session.updated"
    """Always `session.updated`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionUpdated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_updated_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
