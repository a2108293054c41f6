# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SnapshotPart(Model):
    """A state of the files. Every server documents this part, but none has been seen to send it."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    snapshot: str
    """The state of the files, as a git tree hash."""
    type: Literal["snapshot"] = "snapshot"
    """Always `snapshot`."""

    @staticmethod
    def _read(data: Any, model: SnapshotPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.snapshot = data["snapshot"]
