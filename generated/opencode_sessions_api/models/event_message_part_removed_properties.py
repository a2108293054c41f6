from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventMessagePartRemovedProperties"]

_FIELDS = frozenset(("sessionID", "messageID", "partID"))


class EventMessagePartRemovedProperties(Model):
    """The part that was deleted."""

    __slots__ = __match_args__ = ("session_id", "message_id", "part_id", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, session_id: str, message_id: str, part_id: str, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.session_id = session_id
        self.message_id = message_id
        self.part_id = part_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.part_id = data["partID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventMessagePartRemovedProperties
            else cls(*(getattr(model, name) for name in EventMessagePartRemovedProperties.__match_args__))
        )


decode_event_message_part_removed_properties = EventMessagePartRemovedProperties.from_dict
