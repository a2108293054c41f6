# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class FilePatchHunk(Model):
    """A changed place of a file, with the lines around it."""

    old_start: int
    """The number of the first line before the change, starting at 1."""
    old_lines: int
    """The number of lines before the change."""
    new_start: int
    """The number of the first line after the change, starting at 1."""
    new_lines: int
    """The number of lines after the change."""
    lines: list[str]
    """The lines, each after a space (unchanged), `-` (removed), `+` (added) or `\\` (a note)."""

    @staticmethod
    def _read(data: Any, model: FilePatchHunk) -> None:
        model.old_start = data["oldStart"]
        model.old_lines = data["oldLines"]
        model.new_start = data["newStart"]
        model.new_lines = data["newLines"]
        model.lines = data["lines"]
