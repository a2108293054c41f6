from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError

__all__ = ["EventSessionErrorProperties"]

_FIELDS = frozenset(("sessionID", "error"))


class EventSessionErrorProperties(Model):
    """What went wrong, and where."""

    __slots__ = __match_args__ = ("session_id", "error", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("error", "error"))

    session_id: str | None
    """The session; left out if the failure belongs to none."""
    error: AssistantMessageError | None
    """What went wrong; a message for people may be followed by a stack trace."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        session_id: str | None = None,
        error: AssistantMessageError | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.session_id = session_id
        self.error = error
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "sessionID" in data:
            model.session_id = data["sessionID"]
            known += 1
        else:
            model.session_id = None
        if "error" in data:
            model.error = decode_assistant_message_error(value) if (value := data["error"]) is not None else None
            known += 1
        else:
            model.error = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventSessionErrorProperties
            else cls(*(getattr(model, name) for name in EventSessionErrorProperties.__match_args__))
        )


decode_event_session_error_properties = EventSessionErrorProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_assistant_message_error  # noqa: E402
