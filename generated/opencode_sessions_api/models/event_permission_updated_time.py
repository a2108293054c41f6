from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["EventPermissionUpdatedTime"]

_FIELDS = frozenset(("created",))


@define(repr=False)
class EventPermissionUpdatedTime(Model):
    """When a permission was asked for."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("created", "created"),)

    created: int
    """When it was asked for, in epoch milliseconds."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("created"), None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
