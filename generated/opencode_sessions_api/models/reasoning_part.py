from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["ReasoningPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "text", "time", "metadata"))


@define(repr=False)
class ReasoningPart(Model):
    """What the model thought before it answered or called a tool."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("text", "text"),
        ("time", "time"),
        ("metadata", "metadata"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    text: str
    """The thoughts; empty if the provider hides them."""
    time: ReasoningPartTime
    """When the model thought."""
    type: Literal["reasoning"] = "reasoning"
    """Always `reasoning`."""
    metadata: Metadata | None = None
    """What the provider keeps with the thoughts, such as a signature."""
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
            get("text"),
            ReasoningPartTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("type"),
            get("metadata"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.reasoning_part_time import ReasoningPartTime  # noqa: E402
