# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolPart(Model):
    """A tool call of the model, and its result."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    call_id: str
    """The call's identifier at the model's provider."""
    tool: str
    """The tool's name, such as `bash`, `read`, `write`, `edit` or `task`."""
    state: models.ToolState
    """The state of a tool call, by its `status`."""
    type: Literal["tool"] = "tool"
    """Always `tool`."""
    metadata: models.Metadata | None = None
    """Data of the provider about the call. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: ToolPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.call_id = data["callID"]
        model.tool = data["tool"]
        model.state = models.decode_tool_state(data["state"])
        model.metadata = data.get("metadata")
