# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionError(AboutSession):
    """A turn failed, was aborted or could not begin. For an unknown agent, model or command, only this
    event has the reason."""

    properties: models.EventSessionErrorProperties
    """The error, and its session."""
    type: Literal["session.error"] = "session.error"
    """Always `session.error`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionError) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_error_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
