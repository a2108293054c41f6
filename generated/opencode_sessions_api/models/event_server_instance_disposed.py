# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventServerInstanceDisposed(AboutSession):
    """The server has unloaded a directory, and its stream ends. The next request loads it again. Since
    1.0.185."""

    properties: models.EventServerInstanceDisposedProperties
    """The directory that the server has unloaded."""
    type: Literal["server.instance.disposed"] = "server.instance.disposed"
    """Always `server.instance.disposed`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventServerInstanceDisposed) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_server_instance_disposed_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
