# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ToolStateCompleted(Model):
    """The tool has finished."""

    input: models.ToolInput
    """The arguments of a tool call, as the tool defines them."""
    output: str
    """The text that the model gets as the tool's result."""
    title: str
    """A summary of the call in a few words; may be empty."""
    metadata: models.Metadata
    """More data of the tool, such as the exit status of a command or the diff of an edit."""
    time: models.ToolStateCompletedTime
    """The start and end time of a tool call."""
    status: Literal["completed"] = "completed"
    """Always `completed`."""
    attachments: list[models.FilePart] | None = None
    """Files that the model gets with the result, e.g. an image that was read. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: ToolStateCompleted) -> None:
        model.status = data["status"]
        model.input = data["input"]
        model.output = data["output"]
        model.title = data["title"]
        model.metadata = data["metadata"]
        model.time = (
            models.decode_tool_state_completed_time(value) if isinstance(value := data["time"], dict) else value
        )
        model.attachments = (
            [
                models.decode_file_part(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("attachments"), list)
            else value
        )
