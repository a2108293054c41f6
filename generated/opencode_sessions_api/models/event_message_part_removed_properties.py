from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventMessagePartRemovedProperties"]

_FIELDS = frozenset(("sessionID", "messageID", "partID"))


@define(repr=False)
class EventMessagePartRemovedProperties(Model):
    """The part that was deleted."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("part_id", "partID"),
    )

    session_id: str
    """The session."""
    message_id: str
    """The message, `msg_…`."""
    part_id: str
    """The part, `prt_…`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("sessionID"),
            get("messageID"),
            get("partID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
