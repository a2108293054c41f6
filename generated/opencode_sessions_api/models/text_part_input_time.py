from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["TextPartInputTime"]

_FIELDS = frozenset(("start", "end"))


@define(repr=False)
class TextPartInputTime(Model):
    """When the text of a prompt was written."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("start", "start"), ("end", "end"))

    start: int
    """When it was begun, in epoch milliseconds."""
    end: int | None = None
    """When it was finished, in epoch milliseconds."""
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

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("start"),
            get("end"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
