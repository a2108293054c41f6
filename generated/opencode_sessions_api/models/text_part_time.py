# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class TextPartTime(Model):
    """The time at which a text was written."""

    start: int
    """When writing began, in epoch milliseconds."""
    end: int | None = None
    """When writing ended, in epoch milliseconds; absent while the text grows."""

    @property
    def start_at(self) -> datetime.datetime | None:
        """`start` as a moment in UTC."""
        return instant(self.start)

    @property
    def end_at(self) -> datetime.datetime | None:
        """`end` as a moment in UTC."""
        return instant(self.end)

    @staticmethod
    def _read(data: Any, model: TextPartTime) -> None:
        model.start = data["start"]
        model.end = data.get("end")
