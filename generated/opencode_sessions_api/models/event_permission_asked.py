from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventPermissionAsked"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventPermissionAsked(Model):
    """The agent asks for a permission, and waits. Since 1.1.11; older servers send `permission.updated`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: PermissionRequest
    """The agent asks whether it may do something, and waits for the answer. Since 1.1.11; what
    older servers send instead is in the event `permission.updated`."""
    type: Literal["permission.asked"] = "permission.asked"
    """Always `permission.asked`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            PermissionRequest.from_dict(value) if isinstance(value := get("properties"), dict) else value,
            get("type"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_request import PermissionRequest  # noqa: E402
