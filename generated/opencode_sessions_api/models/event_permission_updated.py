from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventPermissionUpdated"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventPermissionUpdated(Model):
    """The agent asks for a permission, and waits. Up to 1.0.185; newer servers send `permission.asked`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventPermissionUpdatedProperties
    """What the agent asks permission for."""
    type: Literal["permission.updated"] = "permission.updated"
    """Always `permission.updated`."""
    id: str | None = None
    """The event's identifier; servers that send this event give none."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            EventPermissionUpdatedProperties.from_dict(value)
            if isinstance(value := get("properties"), dict)
            else value,
            get("type"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_permission_updated_properties import EventPermissionUpdatedProperties  # noqa: E402
