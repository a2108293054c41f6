# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class ReasoningPartTime(Model):
    """The start and end time of the model's reasoning."""

    start: int
    """When the reasoning began, in epoch milliseconds."""
    end: int | None = None
    """When the reasoning ended, in epoch milliseconds; absent while it continues."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @property
    def end_at(self) -> datetime.datetime | None:
        """`end` as a moment in UTC."""
        return instant(self.end)

    @staticmethod
    def _read(data: Any, model: ReasoningPartTime) -> None:
        model.start = data["start"]
        model.end = data.get("end")
