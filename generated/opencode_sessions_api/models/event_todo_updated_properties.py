from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventTodoUpdatedProperties"]

_FIELDS = frozenset(("sessionID", "todos"))


class EventTodoUpdatedProperties(Model):
    """The agent's list of tasks."""

    __slots__ = __match_args__ = ("session_id", "todos", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("todos", "todos"))

    session_id: str
    """The session."""
    todos: list[Todo]
    """The whole list as it is now."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, session_id: str, todos: list[Todo], additional_properties: dict[str, Any] | None = None) -> None:
        self.session_id = session_id
        self.todos = todos
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.todos = (
                [
                    decode_todo(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["todos"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventTodoUpdatedProperties
            else cls(*(getattr(model, name) for name in EventTodoUpdatedProperties.__match_args__))
        )


decode_event_todo_updated_properties = EventTodoUpdatedProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.todo import (
    Todo,  # noqa: E402
    decode_todo,  # noqa: E402
)
