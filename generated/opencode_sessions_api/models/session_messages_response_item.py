from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import Message, Part

__all__ = ["SessionMessagesResponseItem"]

_FIELDS = frozenset(("info", "parts"))


@define(repr=False)
class SessionMessagesResponseItem(Model):
    """A message with its parts."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("info", "info"), ("parts", "parts"))

    info: Message
    """A message without its parts, by its `role` - of the user or of the agent."""
    parts: list[Part]
    """What the message consists of, in order."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            decode_message(get("info")),
            [decode_part(item_of_value) for item_of_value in value]
            if isinstance(value := get("parts"), list)
            else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import (
    decode_message,  # noqa: E402
    decode_part,  # noqa: E402
)
