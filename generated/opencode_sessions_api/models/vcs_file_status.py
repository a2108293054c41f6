# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class VcsFileStatus(Model):
    """A file that differs from the last commit."""

    file: str
    """The path relative to the root of the repository."""
    additions: int
    """The number of lines added; 0 for a binary file."""
    deletions: int
    """The number of lines removed; 0 for a binary file."""
    status: OpenEnum[models.FileDiffStatus]
    """The kind of change of a file."""

    @staticmethod
    def _read(data: Any, model: VcsFileStatus) -> None:
        model.file = data["file"]
        model.additions = data["additions"]
        model.deletions = data["deletions"]
        model.status = data["status"]
