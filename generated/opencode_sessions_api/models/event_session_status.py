# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionStatus(AboutSession):
    """A session became busy or idle, or waits to retry. Since 1.0.98."""

    properties: models.EventSessionStatusProperties
    """The new status of a session."""
    type: Literal["session.status"] = "session.status"
    """Always `session.status`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionStatus) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_status_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
