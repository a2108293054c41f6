# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class FileSource(Model):
    """A file."""

    path: str
    """The file's path, as the client wrote it."""
    text: models.FilePartSourceText
    """The section of the prompt's text that refers to the file."""
    type: Literal["file"] = "file"
    """Always `file`."""

    @staticmethod
    def _read(data: Any, model: FileSource) -> None:
        model.type = data["type"]
        model.path = data["path"]
        model.text = models.decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
