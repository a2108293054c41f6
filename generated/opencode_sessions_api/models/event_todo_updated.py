from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["EventTodoUpdated"]

_FIELDS = frozenset(("type", "properties", "id"))


class EventTodoUpdated(Model):
    """The agent changed its list of tasks. Since 1.0.0."""

    __slots__ = __match_args__ = ("properties", "type", "id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventTodoUpdatedProperties
    """The agent's list of tasks."""
    type: Literal["todo.updated"]
    """Always `todo.updated`."""
    id: str | None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        properties: EventTodoUpdatedProperties,
        type: Literal["todo.updated"] = "todo.updated",
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
                decode_event_todo_updated_properties(value) if isinstance(value := data["properties"], dict) else value
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
            if cls is EventTodoUpdated
            else cls(*(getattr(model, name) for name in EventTodoUpdated.__match_args__))
        )


decode_event_todo_updated = EventTodoUpdated.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_todo_updated_properties import (
    EventTodoUpdatedProperties,  # noqa: E402
    decode_event_todo_updated_properties,  # noqa: E402
)
