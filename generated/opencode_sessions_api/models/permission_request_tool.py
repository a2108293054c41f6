# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class PermissionRequestTool(Model):
    """The tool call that waits for a permission."""

    message_id: str
    """The agent's message with the tool call, `msg_…`."""
    call_id: str
    """The call's identifier at the model's provider, as in the tool part."""

    @staticmethod
    def _read(data: Any, model: PermissionRequestTool) -> None:
        model.message_id = data["messageID"]
        model.call_id = data["callID"]
