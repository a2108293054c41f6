# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class FilePatch(Model):
    """The change of a file since the last commit."""

    old_file_name: str
    """The path before the change."""
    new_file_name: str
    """The path after the change."""
    hunks: list[models.FilePatchHunk]
    """The changed places."""
    old_header: str | None = None
    """A note on the old file, such as `old`."""
    new_header: str | None = None
    """A note on the new file, such as `new`."""
    index: str | None = None
    """The line `index` of the patch, if there is one."""

    @staticmethod
    def _read(data: Any, model: FilePatch) -> None:
        model.old_file_name = data["oldFileName"]
        model.new_file_name = data["newFileName"]
        model.hunks = (
            [
                models.decode_file_patch_hunk(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["hunks"], list)
            else value
        )
        model.old_header = data.get("oldHeader")
        model.new_header = data.get("newHeader")
        model.index = data.get("index")
