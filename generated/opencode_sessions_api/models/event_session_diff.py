from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventSessionDiff"]

_FIELDS = frozenset(("type", "properties", "id"))


@define(repr=False)
class EventSessionDiff(Model):
    """What a session changed in files was counted anew. 1.18 sends an empty list, unless something is
    undone. Since 1.0.98."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("properties", "properties"), ("id", "id"))

    properties: EventSessionDiffProperties
    """What a session changed in files."""
    type: Literal["session.diff"] = "session.diff"
    """Always `session.diff`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            EventSessionDiffProperties.from_dict(value) if isinstance(value := get("properties"), dict) else value,
            get("type"),
            get("id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_session_diff_properties import EventSessionDiffProperties  # noqa: E402
