from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventMessagePartDeltaProperties"]

_FIELDS = frozenset(("sessionID", "messageID", "partID", "field", "delta"))


@define(repr=False)
class EventMessagePartDeltaProperties(Model):
    """The text that was added to a part."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("part_id", "partID"),
        ("field", "field"),
        ("delta", "delta"),
    )

    session_id: str
    """The session."""
    message_id: str
    """The message, `msg_…`."""
    part_id: str
    """The part, `prt_…`; its kind, text or reasoning, is known from the part's own event."""
    field: str
    """The field of the part that grows, `text` for reasoning too."""
    delta: str
    """The text to add at its end."""
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
            get("field"),
            get("delta"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
