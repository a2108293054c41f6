from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError

__all__ = ["EventSessionErrorProperties"]

_FIELDS = frozenset(("sessionID", "error"))


@define(repr=False)
class EventSessionErrorProperties(Model):
    """What went wrong, and where."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("error", "error"))

    session_id: str | None = None
    """The session; left out if the failure belongs to none."""
    error: AssistantMessageError | None = None
    """What went wrong; a message for people may be followed by a stack trace."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("sessionID"),
            decode_assistant_message_error(value) if (value := get("error")) is not None else None,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_assistant_message_error  # noqa: E402
