# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class AgentPart(Model):
    """A mention of a subagent in the prompt's text."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    name: str
    """The subagent's name, such as `explore`."""
    type: Literal["agent"] = "agent"
    """Always `agent`."""
    source: models.AgentPartSource | None = None
    """The section of the prompt's text that mentions a subagent."""

    @staticmethod
    def _read(data: Any, model: AgentPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.name = data["name"]
        model.source = (
            models.decode_agent_part_source(value) if isinstance(value := data.get("source"), dict) else value
        )
