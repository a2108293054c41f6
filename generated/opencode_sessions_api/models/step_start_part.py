# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class StepStartPart(Model):
    """The beginning of one step of the agent."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    type: Literal["step-start"] = "step-start"
    """Always `step-start`."""
    snapshot: str | None = None
    """The state of the files at that time, as a git tree hash. Since 1.0.0; absent outside of
    git."""

    @staticmethod
    def _read(data: Any, model: StepStartPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.snapshot = data.get("snapshot")
