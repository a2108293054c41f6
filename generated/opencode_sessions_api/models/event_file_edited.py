# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventFileEdited(AboutSession):
    """A tool of the agent wrote a file."""

    properties: models.EventFileEditedProperties
    """The file that was written."""
    type: Literal["file.edited"] = "file.edited"
    """Always `file.edited`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventFileEdited) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_file_edited_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
