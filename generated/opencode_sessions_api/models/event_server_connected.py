# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventServerConnected(AboutSession):
    """The stream has begun. This is the first event."""

    properties: models.EventServerConnectedProperties
    """No known fields."""
    type: Literal["server.connected"] = "server.connected"
    """Always `server.connected`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventServerConnected) -> None:
        model.type = data["type"]
        model.properties = data["properties"]
        model.id = data.get("id")
