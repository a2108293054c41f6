from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["ToolStateCompletedTime"]

_FIELDS = frozenset(("start", "end", "compacted"))


@define(repr=False)
class ToolStateCompletedTime(Model):
    """When a tool began and ended."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "start"),
        ("end", "end"),
        ("compacted", "compacted"),
    )

    start: int
    """When the tool began, in epoch milliseconds."""
    end: int
    """When the tool ended, in epoch milliseconds."""
    compacted: int | None = None
    """When the server stopped showing the output to the model to save room, in epoch
    milliseconds. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

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

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("start"),
            get("end"),
            get("compacted"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
