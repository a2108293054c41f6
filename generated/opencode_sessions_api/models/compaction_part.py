from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["CompactionPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "auto", "overflow", "tail_start_id"))


@define(repr=False)
class CompactionPart(Model):
    """The mark of a compaction; the summary is the agent's message that answers this one. Since 1.0.98."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("auto", "auto"),
        ("overflow", "overflow"),
        ("tail_start_id", "tail_start_id"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    type: Literal["compaction"] = "compaction"
    """Always `compaction`."""
    auto: bool | None = None
    """Whether the server compacted the session by itself. Since 1.0.185."""
    overflow: bool | None = None
    """Whether it did so because the conversation had grown too long for the model. Since
    1.2.27."""
    tail_start_id: str | None = None
    """The first message that the model still sees as it was, after the summary. Since 1.14."""
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
            get("type"),
            get("auto"),
            get("overflow"),
            get("tail_start_id"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
