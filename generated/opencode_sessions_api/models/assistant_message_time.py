# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class AssistantMessageTime(Model):
    """The start and end time of a step of the agent."""

    created: int
    """When the step began, in epoch milliseconds."""
    completed: int | None = None
    """When the step ended, in epoch milliseconds; absent while it is running."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def completed_at(self) -> datetime.datetime | None:
        """`completed` as a moment in UTC."""
        return instant(self.completed)

    @staticmethod
    def _read(data: Any, model: AssistantMessageTime) -> None:
        model.created = data["created"]
        model.completed = data.get("completed")
