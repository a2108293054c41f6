from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionRevertParams"]

_FIELDS = frozenset(("messageID", "partID"))


@define(repr=False)
class SessionRevertParams(Model):
    """The body of `POST /session/{sessionID}/revert`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message_id", "messageID"), ("part_id", "partID"))

    message_id: str
    """The first message to undo; all later ones are undone too."""
    part_id: str | None = None
    """The first part to undo, to keep what comes before it in the message; ignored if that is
    no text and no tool."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("messageID"),
            get("partID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
