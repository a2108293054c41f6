# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class FileNode(Model):
    """A file or a directory in a directory."""

    name: str
    """The name."""
    path: str
    """The path relative to the directory of the request. That of a directory may end with a
    slash (seen on 1.18)."""
    type: OpenEnum[models.FileNodeType]
    """The kind of an entry of a directory."""
    ignored: bool
    """True if git ignores it."""
    absolute: str | None = None
    """The absolute path. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: FileNode) -> None:
        model.name = data["name"]
        model.path = data["path"]
        model.type = data["type"]
        model.ignored = data["ignored"]
        model.absolute = data.get("absolute")
