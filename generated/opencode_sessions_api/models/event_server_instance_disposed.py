from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventServerInstanceDisposed"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventServerInstanceDisposed(Model):
    """The server has let go of a directory, and its stream ends; calls make it take it up again. Since
    1.0.185."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerInstanceDisposedProperties
    """Which directory the server has let go of."""
    type: Literal["server.instance.disposed"] = "server.instance.disposed"
    """Always `server.instance.disposed`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            EventServerInstanceDisposedProperties.from_dict(value)
            if isinstance(value := get("properties"), dict)
            else value,
            get("type"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_server_instance_disposed_properties import EventServerInstanceDisposedProperties  # noqa: E402
