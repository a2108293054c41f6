# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventPermissionAsked(AboutSession):
    """The agent asks for permission, and waits. Since 1.1.11; older servers send `permission.updated`."""

    properties: models.PermissionRequest
    """A request of the agent for permission; it waits for the answer. Since 1.1.11. For older
    servers, see the event `permission.updated`."""
    type: Literal["permission.asked"] = "permission.asked"
    """Always `permission.asked`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventPermissionAsked) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_permission_request(value) if isinstance(value := data["properties"], dict) else value
        )
        model.id = data.get("id")
