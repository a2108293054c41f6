from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.event_server_heartbeat_properties import EventServerHeartbeatProperties

__all__ = ["EventServerHeartbeat"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventServerHeartbeat(Model):
    """Nothing happens, but the connection lives. Since 1.0.185, every 30 seconds; every 10 since 1.2.27."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerHeartbeatProperties
    """Nothing is known to be in it."""
    type: Literal["server.heartbeat"] = "server.heartbeat"
    """Always `server.heartbeat`."""
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
