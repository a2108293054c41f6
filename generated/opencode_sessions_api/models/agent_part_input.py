from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["AgentPartInput"]

_FIELDS = frozenset(("type", "name", "id", "source"))


@define(repr=False)
class AgentPartInput(Model):
    """A subagent that the prompt's text mentions; the agent is told to give it a task."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("name", "name"),
        ("id", "id"),
        ("source", "source"),
    )

    name: str
    """The subagent's name, such as `explore`."""
    type: Literal["agent"] = "agent"
    """Always `agent`."""
    id: str | None = None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    source: AgentPartSource | None = None
    """The piece of the prompt's text that mentions a subagent."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("type"),
            get("id"),
            AgentPartSource.from_dict(value) if isinstance(value := get("source"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.agent_part_source import AgentPartSource  # noqa: E402
