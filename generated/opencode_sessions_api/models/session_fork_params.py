from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionForkParams"]

_FIELDS = frozenset(("messageID",))


@define(repr=False)
class SessionForkParams(Model):
    """The body of `POST /session/{sessionID}/fork`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message_id", "messageID"),)

    message_id: str | None = None
    """The first message that is not copied any more, `msg_…`; by default all are copied."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("messageID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
