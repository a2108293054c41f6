from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventCommandExecutedProperties"]

_FIELDS = frozenset(("name", "sessionID", "arguments", "messageID"))


class EventCommandExecutedProperties(Model):
    """The command that was run."""

    __slots__ = __match_args__ = ("name", "session_id", "arguments", "message_id", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str,
        session_id: str,
        arguments: str,
        message_id: str,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.session_id = session_id
        self.arguments = arguments
        self.message_id = message_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.name = data["name"]
            model.session_id = data["sessionID"]
            model.arguments = data["arguments"]
            model.message_id = data["messageID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventCommandExecutedProperties
            else cls(*(getattr(model, name) for name in EventCommandExecutedProperties.__match_args__))
        )


decode_event_command_executed_properties = EventCommandExecutedProperties.from_dict
