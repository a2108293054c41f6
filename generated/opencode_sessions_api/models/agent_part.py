from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["AgentPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "name", "source"))


@define(repr=False)
class AgentPart(Model):
    """A subagent that the prompt's text mentions."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("name", "name"),
        ("source", "source"),
    )

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
    source: AgentPartSource | None = None
    """The piece of the prompt's text that mentions a subagent."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("messageID"),
            get("name"),
            get("type"),
            AgentPartSource.from_dict(value) if isinstance(value := get("source"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.agent_part_source import AgentPartSource  # noqa: E402
