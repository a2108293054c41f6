from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.event_server_heartbeat_properties import EventServerHeartbeatProperties

__all__ = ["EventServerHeartbeat"]

_FIELDS = frozenset(("type", "properties", "id"))


class EventServerHeartbeat(Model):
    """Nothing happens, but the connection lives. Since 1.0.185, every 30 seconds; every 10 since 1.2.27."""

    __slots__ = __match_args__ = ("properties", "type", "id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerHeartbeatProperties
    """Nothing is known to be in it."""
    type: Literal["server.heartbeat"]
    """Always `server.heartbeat`."""
    id: str | None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        properties: EventServerHeartbeatProperties,
        type: Literal["server.heartbeat"] = "server.heartbeat",
        id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.properties = properties
        self.type = type
        self.id = id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.properties = data["properties"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventServerHeartbeat
            else cls(*(getattr(model, name) for name in EventServerHeartbeat.__match_args__))
        )


decode_event_server_heartbeat = EventServerHeartbeat.from_dict
