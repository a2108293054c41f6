from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventMessagePartDeltaProperties"]

_FIELDS = frozenset(("sessionID", "messageID", "partID", "field", "delta"))


class EventMessagePartDeltaProperties(Model):
    """The text that was added to a part."""

    __slots__ = __match_args__ = ("session_id", "message_id", "part_id", "field", "delta", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        session_id: str,
        message_id: str,
        part_id: str,
        field: str,
        delta: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.session_id = session_id
        self.message_id = message_id
        self.part_id = part_id
        self.field = field
        self.delta = delta
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.part_id = data["partID"]
            model.field = data["field"]
            model.delta = data["delta"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 5
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventMessagePartDeltaProperties
            else cls(*(getattr(model, name) for name in EventMessagePartDeltaProperties.__match_args__))
        )


decode_event_message_part_delta_properties = EventMessagePartDeltaProperties.from_dict
