# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class FileDiff(Model):
    """The change of one file. Servers 1.14 and newer send `patch`, older ones `before` and `after`
    instead."""

    file: str
    """The file's path relative to the project's root."""
    additions: int
    """The number of lines added."""
    deletions: int
    """The number of lines removed."""
    status: OpenEnum[models.FileDiffStatus] | None = None
    """The kind of change. Since 1.1.53."""
    patch: str | None = None
    """The change as a unified diff. Since 1.14.34."""
    before: str | None = None
    """The whole file before the change; empty if it is new. Up to 1.3.2."""
    after: str | None = None
    """The whole file after the change; empty if it was deleted. Up to 1.3.2."""

    @staticmethod
    def _read(data: Any, model: FileDiff) -> None:
        model.file = data["file"]
        model.additions = data["additions"]
        model.deletions = data["deletions"]
        model.status = data.get("status")
        model.patch = data.get("patch")
        model.before = data.get("before")
        model.after = data.get("after")
