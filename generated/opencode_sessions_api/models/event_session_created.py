# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionCreated(AboutSession):
    """A session was created, by a client, an agent or the server. Since 1.0.0."""

    properties: models.EventSessionCreatedProperties
    """The session that was created."""
    type: Literal["session.created"] = "session.created"
    """Always `session.created`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionCreated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_created_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
