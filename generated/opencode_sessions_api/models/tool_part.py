from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import ToolState
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["ToolPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "callID", "tool", "state", "metadata"))


class ToolPart(Model):
    """A tool that the model called, and what came of it."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "call_id",
        "tool",
        "state",
        "type",
        "metadata",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("call_id", "callID"),
        ("tool", "tool"),
        ("state", "state"),
        ("metadata", "metadata"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    call_id: str
    """The call's identifier at the model's provider."""
    tool: str
    """The tool's name, such as `bash`, `read`, `write`, `edit` or `task`."""
    state: ToolState
    """How far a tool call is, by its `status`."""
    type: Literal["tool"]
    """Always `tool`."""
    metadata: Metadata | None
    """What the provider keeps with the call. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        call_id: str,
        tool: str,
        state: ToolState,
        type: Literal["tool"] = "tool",
        metadata: Metadata | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.call_id = call_id
        self.tool = tool
        self.state = state
        self.type = type
        self.metadata = metadata
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.call_id = data["callID"]
            model.tool = data["tool"]
            model.state = decode_tool_state(data["state"])
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 7
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is ToolPart else cls(*(getattr(model, name) for name in ToolPart.__match_args__))


decode_tool_part = ToolPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_tool_state  # noqa: E402
