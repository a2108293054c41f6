from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["PermissionRequestTool"]

_FIELDS = frozenset(("messageID", "callID"))


class PermissionRequestTool(Model):
    """The tool call that waits for a permission."""

    __slots__ = __match_args__ = ("message_id", "call_id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message_id", "messageID"), ("call_id", "callID"))

    message_id: str
    """The agent's message with the tool call, `msg_…`."""
    call_id: str
    """The call's identifier at the model's provider, as in the tool part."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, message_id: str, call_id: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.message_id = message_id
        self.call_id = call_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message_id = data["messageID"]
            model.call_id = data["callID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is PermissionRequestTool
            else cls(*(getattr(model, name) for name in PermissionRequestTool.__match_args__))
        )


decode_permission_request_tool = PermissionRequestTool.from_dict
