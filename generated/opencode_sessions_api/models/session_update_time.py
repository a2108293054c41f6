from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionUpdateTime"]

_FIELDS = frozenset(("archived",))


@define(repr=False)
class SessionUpdateTime(Model):
    """The time of a session that a client may set."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("archived", "archived"),)

    archived: int | None = None
    """When the session was archived, in epoch milliseconds. The mark cannot be removed."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("archived"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
