# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventGlobalDisposed(AboutSession):
    """The server has unloaded all directories; only `global.event` reports it. Since 1.0.185."""

    properties: models.EventGlobalDisposedProperties
    """No known fields."""
    type: Literal["global.disposed"] = "global.disposed"
    """Always `global.disposed`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventGlobalDisposed) -> None:
        model.type = data["type"]
        model.properties = data["properties"]
        model.id = data.get("id")
