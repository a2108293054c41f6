from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionStatusBusy"]

_FIELDS = frozenset(("type",))


class SessionStatusBusy(Model):
    """The agent is at work, or waits for a permission or for an answer."""

    __slots__ = __match_args__ = ("type", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"),)

    type: Literal["busy"]
    """Always `busy`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, type: Literal["busy"] = "busy", additional_properties: dict[str, Any] | None = None) -> None:
        self.type = type
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionStatusBusy
            else cls(*(getattr(model, name) for name in SessionStatusBusy.__match_args__))
        )


decode_session_status_busy = SessionStatusBusy.from_dict
