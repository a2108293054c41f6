# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventSessionDiff(AboutSession):
    """The server has computed a session's changes to files again. 1.18 sends an empty list, unless
    messages are undone. Since 1.0.98."""

    properties: models.EventSessionDiffProperties
    """The session's changes to files."""
    type: Literal["session.diff"] = "session.diff"
    """Always `session.diff`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionDiff) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_session_diff_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
