from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["EventPermissionUpdatedTime"]

_FIELDS = frozenset(("created",))


class EventPermissionUpdatedTime(Model):
    """When a permission was asked for."""

    __slots__ = __match_args__ = ("created", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("created", "created"),)

    created: int
    """When it was asked for, in epoch milliseconds."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, created: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.created = created
        self.additional_properties = additional_properties

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.created = data["created"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventPermissionUpdatedTime
            else cls(*(getattr(model, name) for name in EventPermissionUpdatedTime.__match_args__))
        )


decode_event_permission_updated_time = EventPermissionUpdatedTime.from_dict
