from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventCommandExecutedProperties"]

_FIELDS = frozenset(("name", "sessionID", "arguments", "messageID"))


@define(repr=False)
class EventCommandExecutedProperties(Model):
    """The command that was run."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("session_id", "sessionID"),
        ("arguments", "arguments"),
        ("message_id", "messageID"),
    )

    name: str
    """The command's name."""
    session_id: str
    """The session."""
    arguments: str
    """The arguments, as they were sent."""
    message_id: str
    """The agent's message that answers the command, `msg_…`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("sessionID"),
            get("arguments"),
            get("messageID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
