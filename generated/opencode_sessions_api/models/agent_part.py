from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["AgentPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "name", "source"))


class AgentPart(Model):
    """A subagent that the prompt's text mentions."""

    __slots__ = __match_args__ = ("id", "session_id", "message_id", "name", "type", "source", "additional_properties")
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
    type: Literal["agent"]
    """Always `agent`."""
    source: AgentPartSource | None
    """The piece of the prompt's text that mentions a subagent."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        name: str,
        type: Literal["agent"] = "agent",
        source: AgentPartSource | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.name = name
        self.type = type
        self.source = source
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.name = data["name"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 5
        if "source" in data:
            model.source = decode_agent_part_source(value) if isinstance(value := data["source"], dict) else value
            known += 1
        else:
            model.source = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is AgentPart else cls(*(getattr(model, name) for name in AgentPart.__match_args__))


decode_agent_part = AgentPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.agent_part_source import (
    AgentPartSource,  # noqa: E402
    decode_agent_part_source,  # noqa: E402
)
