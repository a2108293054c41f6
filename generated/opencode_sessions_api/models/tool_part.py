from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import ToolState
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["ToolPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "callID", "tool", "state", "metadata"))


@define(repr=False)
class ToolPart(Model):
    """A tool that the model called, and what came of it."""

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
    type: Literal["tool"] = "tool"
    """Always `tool`."""
    metadata: Metadata | None = None
    """What the provider keeps with the call. Since 1.0.0."""
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
            get("callID"),
            get("tool"),
            decode_tool_state(get("state")),
            get("type"),
            get("metadata"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_tool_state  # noqa: E402
