from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["CompactionPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "auto", "overflow", "tail_start_id"))


class CompactionPart(Model):
    """The mark of a compaction; the summary is the agent's message that answers this one. Since 1.0.98."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "type",
        "auto",
        "overflow",
        "tail_start_id",
        "additional_properties",
    )
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
    type: Literal["compaction"]
    """Always `compaction`."""
    auto: bool | None
    """Whether the server compacted the session by itself. Since 1.0.185."""
    overflow: bool | None
    """Whether it did so because the conversation had grown too long for the model. Since
    1.2.27."""
    tail_start_id: str | None
    """The first message that the model still sees as it was, after the summary. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        type: Literal["compaction"] = "compaction",
        auto: bool | None = None,
        overflow: bool | None = None,
        tail_start_id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.type = type
        self.auto = auto
        self.overflow = overflow
        self.tail_start_id = tail_start_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "auto" in data:
            model.auto = data["auto"]
            known += 1
        else:
            model.auto = None
        if "overflow" in data:
            model.overflow = data["overflow"]
            known += 1
        else:
            model.overflow = None
        if "tail_start_id" in data:
            model.tail_start_id = data["tail_start_id"]
            known += 1
        else:
            model.tail_start_id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is CompactionPart else cls(*(getattr(model, name) for name in CompactionPart.__match_args__))
        )


decode_compaction_part = CompactionPart.from_dict
