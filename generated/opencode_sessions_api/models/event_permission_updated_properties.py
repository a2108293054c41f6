from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["EventPermissionUpdatedProperties"]

_FIELDS = frozenset(("id", "type", "sessionID", "messageID", "title", "metadata", "time", "pattern", "callID"))


class EventPermissionUpdatedProperties(Model):
    """What the agent asks permission for."""

    __slots__ = __match_args__ = (
        "id",
        "type",
        "session_id",
        "message_id",
        "title",
        "metadata",
        "time",
        "pattern",
        "call_id",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("type", "type"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("title", "title"),
        ("metadata", "metadata"),
        ("time", "time"),
        ("pattern", "pattern"),
        ("call_id", "callID"),
    )

    id: str
    """The request's identifier, `per_…`."""
    type: str
    """What is asked for - a tool such as `bash`, `edit` or `webfetch`, or
    `external_directory`."""
    session_id: str
    """The session that asks."""
    message_id: str
    """The agent's message with the tool call, `msg_…`."""
    title: str
    """The request in words, such as the command."""
    metadata: Metadata
    """More to show, such as the `command`."""
    time: EventPermissionUpdatedTime
    """When a permission was asked for."""
    pattern: Any
    """What the answer `always` allows, a text in 0.5.29, a text or a list of texts since
    1.0.0."""
    call_id: str | None
    """The call's identifier at the model's provider, as in the tool part."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        type: str,
        session_id: str,
        message_id: str,
        title: str,
        metadata: Metadata,
        time: EventPermissionUpdatedTime,
        pattern: Any = None,
        call_id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.type = type
        self.session_id = session_id
        self.message_id = message_id
        self.title = title
        self.metadata = metadata
        self.time = time
        self.pattern = pattern
        self.call_id = call_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.type = data["type"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.title = data["title"]
            model.metadata = data["metadata"]
            model.time = (
                decode_event_permission_updated_time(value) if isinstance(value := data["time"], dict) else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 7
        if "pattern" in data:
            model.pattern = data["pattern"]
            known += 1
        else:
            model.pattern = None
        if "callID" in data:
            model.call_id = data["callID"]
            known += 1
        else:
            model.call_id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventPermissionUpdatedProperties
            else cls(*(getattr(model, name) for name in EventPermissionUpdatedProperties.__match_args__))
        )


decode_event_permission_updated_properties = EventPermissionUpdatedProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_permission_updated_time import (
    EventPermissionUpdatedTime,  # noqa: E402
    decode_event_permission_updated_time,  # noqa: E402
)
