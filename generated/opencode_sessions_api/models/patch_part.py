# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class PatchPart(Model):
    """The files that a step changed."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    hash: str
    """The state of the files before the step, as a git tree hash."""
    files: list[str]
    """The changed files, as absolute paths."""
    type: Literal["patch"] = "patch"
    """Always `patch`."""

    @staticmethod
    def _read(data: Any, model: PatchPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.hash = data["hash"]
        model.files = data["files"]
