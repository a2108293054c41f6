# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SubtaskPartInput(Model):
    """A task that a subagent does first, in a session of its own. Since 1.0.98."""

    agent: str
    """The subagent's name, such as `general`."""
    description: str
    """The task in a few words, for display."""
    prompt: str
    """The prompt for the subagent."""
    type: Literal["subtask"] = "subtask"
    """Always `subtask`."""
    id: str | None = None
    """The identifier for the part, `prt_…`. Leave it out."""
    model: models.PromptModel | None = None
    """The model that the subagent uses. Since 1.1.65."""
    command: str | None = None
    """The command that the task comes from, if any. Since 1.0.185."""

    @staticmethod
    def _read(data: Any, model: SubtaskPartInput) -> None:
        model.type = data["type"]
        model.agent = data["agent"]
        model.description = data["description"]
        model.prompt = data["prompt"]
        model.id = data.get("id")
        model.model = models.decode_prompt_model(value) if isinstance(value := data.get("model"), dict) else value
        model.command = data.get("command")
