from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["AssistantMessageTime"]

_FIELDS = frozenset(("created", "completed"))


@define(repr=False)
class AssistantMessageTime(Model):
    """When a step of the agent began and ended."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("created", "created"), ("completed", "completed"))

    created: int
    """When the step began, in epoch milliseconds."""
    completed: int | None = None
    """When the step ended, in epoch milliseconds; absent while it goes on."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def completed_at(self) -> datetime.datetime | None:
        """`completed` as a moment in UTC."""
        return instant(self.completed)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("created"),
            get("completed"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
