from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionForkParams"]

_FIELDS = frozenset(("messageID",))


class SessionForkParams(Model):
    """The body of `POST /session/{sessionID}/fork`."""

    __slots__ = __match_args__ = ("message_id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message_id", "messageID"),)

    message_id: str | None
    """The first message that is not copied any more, `msg_…`; by default all are copied."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, message_id: str | None = None, additional_properties: dict[str, Any] | None = None) -> None:
        self.message_id = message_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "messageID" in data:
            model.message_id = data["messageID"]
            known += 1
        else:
            model.message_id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionForkParams
            else cls(*(getattr(model, name) for name in SessionForkParams.__match_args__))
        )


decode_session_fork_params = SessionForkParams.from_dict
