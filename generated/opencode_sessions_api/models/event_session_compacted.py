# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionCompacted(AboutSession):
    """The history of a session was replaced with a summary. Since 1.0.0."""

    properties: models.EventSessionCompactedProperties
    """The session that was compacted."""
    type: Literal["session.compacted"] = "session.compacted"
    """Always `session.compacted`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionCompacted) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_compacted_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
