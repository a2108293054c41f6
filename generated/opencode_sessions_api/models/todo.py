from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["Todo"]

_FIELDS = frozenset(("content", "status", "priority", "id"))


class Todo(Model):
    """A task that the agent has set itself."""

    __slots__ = __match_args__ = ("content", "status", "priority", "id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("content", "content"),
        ("status", "status"),
        ("priority", "priority"),
        ("id", "id"),
    )

    content: str
    """What there is to do."""
    status: str
    """How far it is - `pending`, `in_progress`, `completed` or `cancelled`."""
    priority: str
    """How important it is - `high`, `medium` or `low`."""
    id: str | None
    """The task's identifier in its list, as the model chose it. Up to 1.1; later rare."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        content: str,
        status: str,
        priority: str,
        id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.content = content
        self.status = status
        self.priority = priority
        self.id = id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.content = data["content"]
            model.status = data["status"]
            model.priority = data["priority"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Todo else cls(*(getattr(model, name) for name in Todo.__match_args__))


decode_todo = Todo.from_dict
