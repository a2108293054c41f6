# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class FilePartInput(Model):
    """A file or a directory for the agent to read. The server reads a text file when the prompt arrives
    and adds its content to the prompt as synthetic text. Images and PDFs are sent to the model
    unchanged."""

    mime: str
    """The media type: `text/plain` for everything that is to be read as text,
    `application/x-directory` for a directory."""
    url: str
    """The location of the file: `file:///absolute/path` on the server, optionally with a range
    of lines such as `?start=1&end=20`, or the content itself as a `data:` URL."""
    type: Literal["file"] = "file"
    """Always `file`."""
    id: str | None = None
    """The identifier for the part, `prt_…`. Leave it out."""
    filename: str | None = None
    """The name for display."""
    source: models.FilePartSource | None = None
    """The reference to the file in the prompt's text."""

    @staticmethod
    def _read(data: Any, model: FilePartInput) -> None:
        model.type = data["type"]
        model.mime = data["mime"]
        model.url = data["url"]
        model.id = data.get("id")
        model.filename = data.get("filename")
        model.source = models.decode_file_part_source(value) if (value := data.get("source")) is not None else None
