# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class AgentPartInput(Model):
    """A mention of a subagent in the prompt's text; the agent is told to give it a task."""

    name: str
    """The subagent's name, such as `explore`."""
    type: Literal["agent"] = "agent"
    """Always `agent`."""
    id: str | None = None
    """The identifier for the part, `prt_…`. Leave it out."""
    source: models.AgentPartSource | None = None
    """The section of the prompt's text that mentions a subagent."""

    @staticmethod
    def _read(data: Any, model: AgentPartInput) -> None:
        model.type = data["type"]
        model.name = data["name"]
        model.id = data.get("id")
        model.source = (
            models.decode_agent_part_source(value) if isinstance(value := data.get("source"), dict) else value
        )
