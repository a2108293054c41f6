from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionRevert"]

_FIELDS = frozenset(("messageID", "partID", "snapshot", "diff"))


@define(repr=False)
class SessionRevert(Model):
    """What of a session is undone at present."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("message_id", "messageID"),
        ("part_id", "partID"),
        ("snapshot", "snapshot"),
        ("diff", "diff"),
    )

    message_id: str
    """The first message that is undone; all later ones are undone too."""
    part_id: str | None = None
    """The first part that is undone, if the beginning of the message stays."""
    snapshot: str | None = None
    """The state of the files before the undoing, as a git tree hash. Absent outside of git."""
    diff: str | None = None
    """What the undoing changed in files, as a unified diff. Absent outside of git."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("messageID"),
            get("partID"),
            get("snapshot"),
            get("diff"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
