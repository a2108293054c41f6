from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionRevert"]

_FIELDS = frozenset(("messageID", "partID", "snapshot", "diff"))


class SessionRevert(Model):
    """What of a session is undone at present."""

    __slots__ = __match_args__ = ("message_id", "part_id", "snapshot", "diff", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("message_id", "messageID"),
        ("part_id", "partID"),
        ("snapshot", "snapshot"),
        ("diff", "diff"),
    )

    message_id: str
    """The first message that is undone; all later ones are undone too."""
    part_id: str | None
    """The first part that is undone, if the beginning of the message stays."""
    snapshot: str | None
    """The state of the files before the undoing, as a git tree hash. Absent outside of git."""
    diff: str | None
    """What the undoing changed in files, as a unified diff. Absent outside of git."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        message_id: str,
        part_id: str | None = None,
        snapshot: str | None = None,
        diff: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.message_id = message_id
        self.part_id = part_id
        self.snapshot = snapshot
        self.diff = diff
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message_id = data["messageID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "partID" in data:
            model.part_id = data["partID"]
            known += 1
        else:
            model.part_id = None
        if "snapshot" in data:
            model.snapshot = data["snapshot"]
            known += 1
        else:
            model.snapshot = None
        if "diff" in data:
            model.diff = data["diff"]
            known += 1
        else:
            model.diff = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is SessionRevert else cls(*(getattr(model, name) for name in SessionRevert.__match_args__))


decode_session_revert = SessionRevert.from_dict
