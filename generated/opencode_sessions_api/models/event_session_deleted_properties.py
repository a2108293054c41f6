from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventSessionDeletedProperties"]

_FIELDS = frozenset(("info", "sessionID"))


class EventSessionDeletedProperties(Model):
    """The session that was deleted."""

    __slots__ = __match_args__ = ("info", "session_id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("info", "info"), ("session_id", "sessionID"))

    info: Session
    """The session as it was."""
    session_id: str | None
    """The session, as in `info`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, info: Session, session_id: str | None = None, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.info = info
        self.session_id = session_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.info = decode_session(value) if isinstance(value := data["info"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "sessionID" in data:
            model.session_id = data["sessionID"]
            known += 1
        else:
            model.session_id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventSessionDeletedProperties
            else cls(*(getattr(model, name) for name in EventSessionDeletedProperties.__match_args__))
        )


decode_event_session_deleted_properties = EventSessionDeletedProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.session import (
    Session,  # noqa: E402
    decode_session,  # noqa: E402
)
