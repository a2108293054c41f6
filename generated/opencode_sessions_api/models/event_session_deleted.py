# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionDeleted(AboutSession):
    """A session was deleted."""

    properties: models.EventSessionDeletedProperties
    """The session that was deleted."""
    type: Literal["session.deleted"] = "session.deleted"
    """Always `session.deleted`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionDeleted) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_deleted_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
