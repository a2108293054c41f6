from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import Message

__all__ = ["EventMessageUpdatedProperties"]

_FIELDS = frozenset(("info", "sessionID"))


@define(repr=False)
class EventMessageUpdatedProperties(Model):
    """The message that was created or changed."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("info", "info"), ("session_id", "sessionID"))

    info: Message
    """The message as it is now, without its parts."""
    session_id: str | None = None
    """The session, as in `info`. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            decode_message(get("info")),
            get("sessionID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_message  # noqa: E402
