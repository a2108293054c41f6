# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventPermissionUpdatedProperties(Model):
    """The request for permission."""

    id: str
    """The request's identifier, `per_…`."""
    type: str
    """The requested permission - a tool such as `bash`, `edit` or `webfetch`, or
    `external_directory`."""
    session_id: str
    """The session that asks."""
    message_id: str
    """The agent's message with the tool call, `msg_…`."""
    title: str
    """The request in words, e.g. the command."""
    metadata: models.Metadata
    """More data for display, such as the `command`."""
    time: models.EventPermissionUpdatedTime
    """The time of a request for permission."""
    pattern: Any = None
    """The patterns that the answer `always` allows: a string in 0.5.29, a string or a list of
    strings since 1.0.0."""
    call_id: str | None = None
    """The call's identifier at the model's provider, as in the tool part."""

    @staticmethod
    def _read(data: Any, model: EventPermissionUpdatedProperties) -> None:
        model.id = data["id"]
        model.type = data["type"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.title = data["title"]
        model.metadata = data["metadata"]
        model.time = (
            models.decode_event_permission_updated_time(value) if isinstance(value := data["time"], dict) else value
        )
        model.pattern = data.get("pattern")
        model.call_id = data.get("callID")
