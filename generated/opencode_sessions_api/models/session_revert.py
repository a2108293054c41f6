# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionRevert(Model):
    """The undone messages of a session."""

    message_id: str
    """The first undone message; all later ones are undone too."""
    part_id: str | None = None
    """The first undone part, if the beginning of the message is kept."""
    snapshot: str | None = None
    """The state of the files before the undo, as a git tree hash. Absent outside of git."""
    diff: str | None = None
    """The file changes of the undo, as a unified diff. Absent outside of git."""

    @staticmethod
    def _read(data: Any, model: SessionRevert) -> None:
        model.message_id = data["messageID"]
        model.part_id = data.get("partID")
        model.snapshot = data.get("snapshot")
        model.diff = data.get("diff")
