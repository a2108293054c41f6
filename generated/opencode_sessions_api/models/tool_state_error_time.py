# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class ToolStateErrorTime(Model):
    """The time at which a tool began and failed."""

    start: int
    """When the tool began, in epoch milliseconds."""
    end: int
    """When the tool failed, in epoch milliseconds."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @property
    def end_at(self) -> datetime.datetime | None:
        """`end` as a moment in UTC."""
        return instant(self.end)

    @staticmethod
    def _read(data: Any, model: ToolStateErrorTime) -> None:
        model.start = data["start"]
        model.end = data["end"]
