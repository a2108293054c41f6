# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class ToolStateRunningTime(Model):
    """The time at which a tool began."""

    start: int
    """When the tool began, in epoch milliseconds."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @staticmethod
    def _read(data: Any, model: ToolStateRunningTime) -> None:
        model.start = data["start"]
