from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventTodoUpdatedProperties"]

_FIELDS = frozenset(("sessionID", "todos"))


@define(repr=False)
class EventTodoUpdatedProperties(Model):
    """The agent's list of tasks."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("todos", "todos"))

    session_id: str
    """The session."""
    todos: list[Todo]
    """The whole list as it is now."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("sessionID"),
            [
                Todo.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("todos"), list)
            else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.todo import Todo  # noqa: E402
