# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventMessagePartDeltaProperties(Model):
    """The text that was added to a part."""

    session_id: str
    """The session."""
    message_id: str
    """The message, `msg_…`."""
    part_id: str
    """The part, `prt_…`. Only the part's own event shows its kind, text or reasoning."""
    field: str
    """The field of the part that grows; `text` for reasoning too."""
    delta: str
    """The text to append."""

    @staticmethod
    def _read(data: Any, model: EventMessagePartDeltaProperties) -> None:
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.part_id = data["partID"]
        model.field = data["field"]
        model.delta = data["delta"]
