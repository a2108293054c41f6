# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolStateError(Model):
    """The tool failed, or its permission was refused. (An aborted tool may have this state, or be
    completed with the output so far.)"""

    input: models.ToolInput
    """The arguments of a tool call, as the tool defines them."""
    error: str
    """The reason of the failure; the model reads it."""
    time: models.ToolStateErrorTime
    """The time at which a tool began and failed."""
    status: Literal["error"] = "error"
    """Always `error`."""
    metadata: models.Metadata | None = None
    """The tool's data before it failed."""
    raw: str | None = None
    """The JSON of the arguments as the model wrote it. Rare; 1.14 sends it."""

    @staticmethod
    def _read(data: Any, model: ToolStateError) -> None:
        model.status = data["status"]
        model.input = data["input"]
        model.error = data["error"]
        model.time = models.decode_tool_state_error_time(value) if isinstance(value := data["time"], dict) else value
        model.metadata = data.get("metadata")
        model.raw = data.get("raw")
