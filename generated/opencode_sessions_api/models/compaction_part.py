# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class CompactionPart(Model):
    """The marker of a compaction. The summary is the agent's message that answers this one. Since 1.0.98."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    type: Literal["compaction"] = "compaction"
    """Always `compaction`."""
    auto: bool | None = None
    """True if the server compacted the session by itself. Since 1.0.142."""
    overflow: bool | None = None
    """True if it did so because the conversation was too long for the model. Since 1.2.27."""
    tail_start_id: str | None = None
    """The first message after the summary that the model still sees unchanged. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: CompactionPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.auto = data.get("auto")
        model.overflow = data.get("overflow")
        model.tail_start_id = data.get("tail_start_id")
