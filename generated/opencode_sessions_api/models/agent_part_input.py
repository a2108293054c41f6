from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["AgentPartInput"]

_FIELDS = frozenset(("type", "name", "id", "source"))


class AgentPartInput(Model):
    """A subagent that the prompt's text mentions; the agent is told to give it a task."""

    __slots__ = __match_args__ = ("name", "type", "id", "source", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("name", "name"),
        ("id", "id"),
        ("source", "source"),
    )

    name: str
    """The subagent's name, such as `explore`."""
    type: Literal["agent"]
    """Always `agent`."""
    id: str | None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    source: AgentPartSource | None
    """The piece of the prompt's text that mentions a subagent."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str,
        type: Literal["agent"] = "agent",
        id: str | None = None,
        source: AgentPartSource | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.id = id
        self.source = source
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.name = data["name"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
        if "source" in data:
            model.source = decode_agent_part_source(value) if isinstance(value := data["source"], dict) else value
            known += 1
        else:
            model.source = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is AgentPartInput else cls(*(getattr(model, name) for name in AgentPartInput.__match_args__))
        )


decode_agent_part_input = AgentPartInput.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.agent_part_source import (
    AgentPartSource,  # noqa: E402
    decode_agent_part_source,  # noqa: E402
)
