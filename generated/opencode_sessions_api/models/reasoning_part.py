from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["ReasoningPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "text", "time", "metadata"))


class ReasoningPart(Model):
    """What the model thought before it answered or called a tool."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "text",
        "time",
        "type",
        "metadata",
        "additional_properties",
    )
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
    type: Literal["reasoning"]
    """Always `reasoning`."""
    metadata: Metadata | None
    """What the provider keeps with the thoughts, such as a signature."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        text: str,
        time: ReasoningPartTime,
        type: Literal["reasoning"] = "reasoning",
        metadata: Metadata | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.text = text
        self.time = time
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
            model.text = data["text"]
            model.time = decode_reasoning_part_time(value) if isinstance(value := data["time"], dict) else value
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is ReasoningPart else cls(*(getattr(model, name) for name in ReasoningPart.__match_args__))


decode_reasoning_part = ReasoningPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.reasoning_part_time import (
    ReasoningPartTime,  # noqa: E402
    decode_reasoning_part_time,  # noqa: E402
)
