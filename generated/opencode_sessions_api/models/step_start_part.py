from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["StepStartPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "snapshot"))


class StepStartPart(Model):
    """The beginning of one step of the agent."""

    __slots__ = __match_args__ = ("id", "session_id", "message_id", "type", "snapshot", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("snapshot", "snapshot"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    type: Literal["step-start"]
    """Always `step-start`."""
    snapshot: str | None
    """The state of the files at that time, as a git tree hash. Since 1.0.0; absent outside of
    git."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        type: Literal["step-start"] = "step-start",
        snapshot: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.type = type
        self.snapshot = snapshot
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
        if "snapshot" in data:
            model.snapshot = data["snapshot"]
            known += 1
        else:
            model.snapshot = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is StepStartPart else cls(*(getattr(model, name) for name in StepStartPart.__match_args__))


decode_step_start_part = StepStartPart.from_dict
