# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventTodoUpdatedProperties(Model):
    """The agent's list of tasks."""

    session_id: str
    """The session."""
    todos: list[models.Todo]
    """The whole list after the change."""

    @staticmethod
    def _read(data: Any, model: EventTodoUpdatedProperties) -> None:
        model.session_id = data["sessionID"]
        model.todos = (
            [
                models.decode_todo(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["todos"], list)
            else value
        )
