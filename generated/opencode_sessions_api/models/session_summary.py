# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionSummary(Model):
    """The size of a session's changes to files. 1.0.0 sends only `diffs`, newer servers send the counts."""

    additions: int | None = None
    """The number of lines added. Since 1.0.61."""
    deletions: int | None = None
    """The number of lines removed. Since 1.0.61."""
    files: int | None = None
    """The number of files changed. Since 1.0.61."""
    diffs: list[models.FileDiff] | None = None
    """The changes, file by file; usually left out."""

    @staticmethod
    def _read(data: Any, model: SessionSummary) -> None:
        model.additions = data.get("additions")
        model.deletions = data.get("deletions")
        model.files = data.get("files")
        model.diffs = (
            [
                models.decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("diffs"), list)
            else value
        )
