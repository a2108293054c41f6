# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ReasoningPart(Model):
    """The model's reasoning before it answered or called a tool."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    text: str
    """The reasoning; empty if the provider hides it."""
    time: models.ReasoningPartTime
    """The start and end time of the model's reasoning."""
    type: Literal["reasoning"] = "reasoning"
    """Always `reasoning`."""
    metadata: models.Metadata | None = None
    """Data of the provider about the reasoning, such as a signature."""

    @staticmethod
    def _read(data: Any, model: ReasoningPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.text = data["text"]
        model.time = models.decode_reasoning_part_time(value) if isinstance(value := data["time"], dict) else value
        model.metadata = data.get("metadata")
