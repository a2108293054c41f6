# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class TextPartInputTime(Model):
    """The time at which the text of a prompt was written."""

    start: int
    """When writing began, in epoch milliseconds."""
    end: int | None = None
    """When writing ended, in epoch milliseconds."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @property
    def end_at(self) -> datetime.datetime | None:
        """`end` as a moment in UTC."""
        return instant(self.end)

    @staticmethod
    def _read(data: Any, model: TextPartInputTime) -> None:
        model.start = data["start"]
        model.end = data.get("end")
