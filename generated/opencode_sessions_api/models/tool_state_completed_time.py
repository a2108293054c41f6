# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class ToolStateCompletedTime(Model):
    """The start and end time of a tool call."""

    start: int
    """When the tool began, in epoch milliseconds."""
    end: int
    """When the tool ended, in epoch milliseconds."""
    compacted: int | None = None
    """When the server removed the output from the model's context to save room, in epoch
    milliseconds. Since 1.0.0."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @property
    def end_at(self) -> datetime.datetime | None:
        """`end` as a moment in UTC."""
        return instant(self.end)

    @property
    def compacted_at(self) -> datetime.datetime | None:
        """`compacted` as a moment in UTC."""
        return instant(self.compacted)

    @staticmethod
    def _read(data: Any, model: ToolStateCompletedTime) -> None:
        model.start = data["start"]
        model.end = data["end"]
        model.compacted = data.get("compacted")
