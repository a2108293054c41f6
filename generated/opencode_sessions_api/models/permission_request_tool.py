from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["PermissionRequestTool"]

_FIELDS = frozenset(("messageID", "callID"))


@define(repr=False)
class PermissionRequestTool(Model):
    """The tool call that waits for a permission."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message_id", "messageID"), ("call_id", "callID"))

    message_id: str
    """The agent's message with the tool call, `msg_…`."""
    call_id: str
    """The call's identifier at the model's provider, as in the tool part."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("messageID"),
            get("callID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
