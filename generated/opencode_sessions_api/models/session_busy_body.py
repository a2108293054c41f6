from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionBusyBody"]

_FIELDS = frozenset(("_tag", "sessionID", "message"))


class SessionBusyBody(Model):
    """Which session is busy."""

    __slots__ = __match_args__ = ("field_tag", "session_id", "message", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("field_tag", "_tag"),
        ("session_id", "sessionID"),
        ("message", "message"),
    )

    field_tag: str
    """Always `SessionBusyError`."""
    session_id: str
    """The session that is busy."""
    message: str
    """The same in words."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, field_tag: str, session_id: str, message: str, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.field_tag = field_tag
        self.session_id = session_id
        self.message = message
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.field_tag = data["_tag"]
            model.session_id = data["sessionID"]
            model.message = data["message"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is SessionBusyBody else cls(*(getattr(model, name) for name in SessionBusyBody.__match_args__))
        )


decode_session_busy_body = SessionBusyBody.from_dict
