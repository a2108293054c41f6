# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionIdle(AboutSession):
    """A turn is over, successfully or not. Subagents' sessions send this event too. After an error or an
    abort, servers since 1.14 send it twice. In any case some updates may follow."""

    properties: models.EventSessionIdleProperties
    """The session whose turn is over."""
    type: Literal["session.idle"] = "session.idle"
    """Always `session.idle`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionIdle) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_idle_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
