# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class FileStatus(Model):
    """A file that differs from the last commit."""

    path: str
    """The path relative to the directory of the request. On servers up to 1.1.65 that were
    started in another directory, only the name at its end is right."""
    added: int
    """The number of lines added."""
    removed: int
    """The number of lines removed."""
    status: OpenEnum[models.FileDiffStatus]
    """The kind of change of a file."""

    @staticmethod
    def _read(data: Any, model: FileStatus) -> None:
        model.path = data["path"]
        model.added = data["added"]
        model.removed = data["removed"]
        model.status = data["status"]
