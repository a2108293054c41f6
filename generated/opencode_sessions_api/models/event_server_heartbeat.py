# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventServerHeartbeat(AboutSession):
    """Nothing happened, but the connection is alive. Since 1.0.185, every 30 seconds; every 10 seconds
    since 1.2.11."""

    properties: models.EventServerHeartbeatProperties
    """No known fields."""
    type: Literal["server.heartbeat"] = "server.heartbeat"
    """Always `server.heartbeat`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventServerHeartbeat) -> None:
        model.type = data["type"]
        model.properties = data["properties"]
        model.id = data.get("id")
