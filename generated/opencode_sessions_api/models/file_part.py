# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class FilePart(Model):
    """A file of a prompt, or a file that a tool returned."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    mime: str
    """The media type, such as `text/plain` or `image/png`."""
    url: str
    """The location of the file, as a `file:` URL on the server, or the content itself as a
    `data:` URL."""
    type: Literal["file"] = "file"
    """Always `file`."""
    filename: str | None = None
    """The name for display."""
    source: models.FilePartSource | None = None
    """The reference to the file in the prompt's text."""

    @staticmethod
    def _read(data: Any, model: FilePart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.mime = data["mime"]
        model.url = data["url"]
        model.filename = data.get("filename")
        model.source = models.decode_file_part_source(value) if (value := data.get("source")) is not None else None
