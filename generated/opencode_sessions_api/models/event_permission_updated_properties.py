from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["EventPermissionUpdatedProperties"]

_FIELDS = frozenset(("id", "type", "sessionID", "messageID", "title", "metadata", "time", "pattern", "callID"))


@define(repr=False)
class EventPermissionUpdatedProperties(Model):
    """What the agent asks permission for."""

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
    pattern: Any = None
    """What the answer `always` allows, a text in 0.5.29, a text or a list of texts since
    1.0.0."""
    call_id: str | None = None
    """The call's identifier at the model's provider, as in the tool part."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("type"),
            get("sessionID"),
            get("messageID"),
            get("title"),
            get("metadata"),
            EventPermissionUpdatedTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("pattern"),
            get("callID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.event_permission_updated_time import EventPermissionUpdatedTime  # noqa: E402
