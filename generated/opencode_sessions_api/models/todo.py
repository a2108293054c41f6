# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Todo(Model):
    """A task in the agent's list of tasks."""

    content: str
    """The task in words."""
    status: str
    """The progress - `pending`, `in_progress`, `completed` or `cancelled`."""
    priority: str
    """The priority - `high`, `medium` or `low`."""
    id: str | None = None
    """The task's identifier in its list, chosen by the model. Up to 1.1; rare in newer
    versions."""

    @staticmethod
    def _read(data: Any, model: Todo) -> None:
        model.content = data["content"]
        model.status = data["status"]
        model.priority = data["priority"]
        model.id = data.get("id")
