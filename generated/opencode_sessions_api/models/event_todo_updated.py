# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventTodoUpdated(AboutSession):
    """The agent changed its list of tasks. Since 1.0.0."""

    properties: models.EventTodoUpdatedProperties
    """The agent's list of tasks."""
    type: Literal["todo.updated"] = "todo.updated"
    """Always `todo.updated`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: EventTodoUpdated) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_todo_updated_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
