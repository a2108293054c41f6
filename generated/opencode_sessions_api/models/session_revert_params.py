# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionRevertParams(Model):
    """The body of `POST /session/{sessionID}/revert`."""

    message_id: str
    """The first message to undo; all later ones are undone too."""
    part_id: str | None = None
    """The first part to undo, to keep the parts before it in the message. Ignored if it is
    neither text nor a tool call."""

    @staticmethod
    def _read(data: Any, model: SessionRevertParams) -> None:
        model.message_id = data["messageID"]
        model.part_id = data.get("partID")
