# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventMessageRemovedProperties(Model):
    """The message that was deleted."""

    session_id: str
    """The session."""
    message_id: str
    """The message, `msg_…`."""

    @staticmethod
    def _read(data: Any, model: EventMessageRemovedProperties) -> None:
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
