# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventMessagePartRemovedProperties(Model):
    """The part that was deleted."""

    session_id: str
    """The session."""
    message_id: str
    """The message, `msg_…`."""
    part_id: str
    """The part, `prt_…`."""

    @staticmethod
    def _read(data: Any, model: EventMessagePartRemovedProperties) -> None:
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.part_id = data["partID"]
