from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["Todo"]

_FIELDS = frozenset(("content", "status", "priority", "id"))


@define(repr=False)
class Todo(Model):
    """A task that the agent has set itself."""

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
    id: str | None = None
    """The task's identifier in its list, as the model chose it. Up to 1.1; later rare."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("content"),
            get("status"),
            get("priority"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
