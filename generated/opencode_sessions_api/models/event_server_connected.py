from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.event_server_connected_properties import EventServerConnectedProperties

__all__ = ["EventServerConnected"]

_FIELDS = frozenset(("type", "properties", "id"))


class EventServerConnected(Model):
    """The stream has begun; this is the first event."""

    __slots__ = __match_args__ = ("properties", "type", "id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerConnectedProperties
    """Nothing is known to be in it."""
    type: Literal["server.connected"]
    """Always `server.connected`."""
    id: str | None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        properties: EventServerConnectedProperties,
        type: Literal["server.connected"] = "server.connected",
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
            if cls is EventServerConnected
            else cls(*(getattr(model, name) for name in EventServerConnected.__match_args__))
        )


decode_event_server_connected = EventServerConnected.from_dict
