# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventPermissionReplied(AboutSession):
    """A request for permission was answered."""

    properties: models.EventPermissionRepliedProperties
    """The answer to a request; older servers use other names for its fields."""
    type: Literal["permission.replied"] = "permission.replied"
    """Always `permission.replied`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventPermissionReplied) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_permission_replied_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
