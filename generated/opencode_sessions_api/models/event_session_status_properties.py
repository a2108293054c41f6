from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import SessionStatus

__all__ = ["EventSessionStatusProperties"]

_FIELDS = frozenset(("sessionID", "status"))


class EventSessionStatusProperties(Model):
    """What a session is doing."""

    __slots__ = __match_args__ = ("session_id", "status", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("status", "status"))

    session_id: str
    """The session."""
    status: SessionStatus
    """What the session is doing now."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, session_id: str, status: SessionStatus, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.session_id = session_id
        self.status = status
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.status = decode_session_status(data["status"])
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
            if cls is EventSessionStatusProperties
            else cls(*(getattr(model, name) for name in EventSessionStatusProperties.__match_args__))
        )


decode_event_session_status_properties = EventSessionStatusProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_session_status  # noqa: E402
