from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.event_server_connected_properties import EventServerConnectedProperties

__all__ = ["EventServerConnected"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventServerConnected(Model):
    """The stream has begun; this is the first event."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerConnectedProperties
    """Nothing is known to be in it."""
    type: Literal["server.connected"] = "server.connected"
    """Always `server.connected`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("properties"),
            get("type"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
