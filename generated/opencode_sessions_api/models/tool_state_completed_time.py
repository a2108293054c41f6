from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["ToolStateCompletedTime"]

_FIELDS = frozenset(("start", "end", "compacted"))


class ToolStateCompletedTime(Model):
    """When a tool began and ended."""

    __slots__ = __match_args__ = ("start", "end", "compacted", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "start"),
        ("end", "end"),
        ("compacted", "compacted"),
    )

    start: int
    """When the tool began, in epoch milliseconds."""
    end: int
    """When the tool ended, in epoch milliseconds."""
    compacted: int | None
    """When the server stopped showing the output to the model to save room, in epoch
    milliseconds. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, start: int, end: int, compacted: int | None = None, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.compacted = compacted
        self.additional_properties = additional_properties

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
        model = object.__new__(cls)
        try:
            model.start = data["start"]
            model.end = data["end"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "compacted" in data:
            model.compacted = data["compacted"]
            known += 1
        else:
            model.compacted = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ToolStateCompletedTime
            else cls(*(getattr(model, name) for name in ToolStateCompletedTime.__match_args__))
        )


decode_tool_state_completed_time = ToolStateCompletedTime.from_dict
