from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["EventServerInstanceDisposed"]

_FIELDS = frozenset(("type", "properties", "id"))


class EventServerInstanceDisposed(Model):
    """The server has let go of a directory, and its stream ends; calls make it take it up again. Since
    1.0.185."""

    __slots__ = __match_args__ = ("properties", "type", "id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventServerInstanceDisposedProperties
    """Which directory the server has let go of."""
    type: Literal["server.instance.disposed"]
    """Always `server.instance.disposed`."""
    id: str | None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        properties: EventServerInstanceDisposedProperties,
        type: Literal["server.instance.disposed"] = "server.instance.disposed",
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
            model.properties = (
                decode_event_server_instance_disposed_properties(value)
                if isinstance(value := data["properties"], dict)
                else value
            )
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
            if cls is EventServerInstanceDisposed
            else cls(*(getattr(model, name) for name in EventServerInstanceDisposed.__match_args__))
        )


decode_event_server_instance_disposed = EventServerInstanceDisposed.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_server_instance_disposed_properties import (
    EventServerInstanceDisposedProperties,  # noqa: E402
    decode_event_server_instance_disposed_properties,  # noqa: E402
)
