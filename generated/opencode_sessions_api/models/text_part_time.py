from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["TextPartTime"]

_FIELDS = frozenset(("start", "end"))


class TextPartTime(Model):
    """When a text was written."""

    __slots__ = __match_args__ = ("start", "end", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("start", "start"), ("end", "end"))

    start: int
    """When it was begun, in epoch milliseconds."""
    end: int | None
    """When it was finished, in epoch milliseconds; absent while it grows."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, start: int, end: int | None = None, additional_properties: dict[str, Any] | None = None) -> None:
        self.start = start
        self.end = end
        self.additional_properties = additional_properties

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
        model = object.__new__(cls)
        try:
            model.start = data["start"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "end" in data:
            model.end = data["end"]
            known += 1
        else:
            model.end = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is TextPartTime else cls(*(getattr(model, name) for name in TextPartTime.__match_args__))


decode_text_part_time = TextPartTime.from_dict
