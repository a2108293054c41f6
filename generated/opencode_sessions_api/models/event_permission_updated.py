# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventPermissionUpdated(AboutSession):
    """The agent asks for permission, and waits. Up to 1.0.185; newer servers send `permission.asked`."""

    properties: models.EventPermissionUpdatedProperties
    """The request for permission."""
    type: Literal["permission.updated"] = "permission.updated"
    """Always `permission.updated`."""
    id: str | None = None
    """The event's identifier; the servers that send this event leave it out."""

    @staticmethod
    def _read(data: Any, model: EventPermissionUpdated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_permission_updated_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
