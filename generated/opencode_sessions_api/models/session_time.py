from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionTime"]

_FIELDS = frozenset(("created", "updated", "compacting", "archived"))


@define(repr=False)
class SessionTime(Model):
    """When a session was created, and when it changed."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("created", "created"),
        ("updated", "updated"),
        ("compacting", "compacting"),
        ("archived", "archived"),
    )

    created: int
    """When the session was created, in epoch milliseconds."""
    updated: int
    """When something in the session changed last, in epoch milliseconds."""
    compacting: int | None = None
    """Since when the session is being compacted, in epoch milliseconds. Since 1.0.0."""
    archived: int | None = None
    """When the session was archived, in epoch milliseconds. Since 1.0.185."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def updated_at(self) -> datetime.datetime | None:
        """`updated` as a moment in UTC."""
        return instant(self.updated)

    @property
    def compacting_at(self) -> datetime.datetime | None:
        """`compacting` as a moment in UTC."""
        return instant(self.compacting)

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("created"),
            get("updated"),
            get("compacting"),
            get("archived"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
