"""Which events are asked for: by their type, and by the session that they are about. Decided before decoding."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeAlias

#: Whether the JSON of an event is asked for.
Wanted: TypeAlias = Callable[[Any], bool]


def wanted_events(types: Collection[str] | None, session_id: str | None) -> Wanted | None:
    """A filter of events as JSON, those of `/global/event` in their wrapper; None when all are asked for."""
    if types is None and session_id is None:
        return None

    def is_wanted(data: Any) -> bool:
        event = unwrapped(data)
        return (types is None or str(event.get("type")) in types) and (
            session_id is None or session_of(event) == session_id
        )

    return is_wanted


def unwrapped(data: Any) -> dict[str, Any]:
    """The event itself, out of the wrapper of `/global/event`; empty when it is none."""
    event = data.get("payload", data) if isinstance(data, dict) else None
    return event if isinstance(event, dict) else {}


def session_of(event: dict[str, Any]) -> str | None:
    """The session that an event is about; None when it is about none."""
    properties = event.get("properties")
    if not isinstance(properties, dict):
        return None
    if (session_id := properties.get("sessionID")) is not None:
        return str(session_id)
    for name in ("info", "part"):
        entity = properties.get(name)
        if isinstance(entity, dict):
            # A message and a part name their session; what has no such field, here, is the session itself.
            found = entity.get("sessionID") or (entity.get("id") if "role" not in entity and name == "info" else None)
            return None if found is None else str(found)
    return None
