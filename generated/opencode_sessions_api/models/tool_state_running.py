# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolStateRunning(Model):
    """The tool is running, or waits for a permission."""

    input: models.ToolInput
    """The arguments of a tool call, as the tool defines them."""
    time: models.ToolStateRunningTime
    """The time at which a tool began."""
    status: Literal["running"] = "running"
    """Always `running`."""
    title: str | None = None
    """The tool's current activity, in a few words."""
    metadata: models.Metadata | None = None
    """The tool's data so far, such as the output of a command."""
    raw: str | None = None
    """The JSON of the arguments as the model wrote it. Rare; 1.14 sends it."""

    @staticmethod
    def _read(data: Any, model: ToolStateRunning) -> None:
        model.status = data["status"]
        model.input = data["input"]
        model.time = models.decode_tool_state_running_time(value) if isinstance(value := data["time"], dict) else value
        model.title = data.get("title")
        model.metadata = data.get("metadata")
        model.raw = data.get("raw")
