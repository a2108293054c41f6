from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import Message, Part

__all__ = ["SessionMessagesResponseItem"]

_FIELDS = frozenset(("info", "parts"))


class SessionMessagesResponseItem(Model):
    """A message with its parts."""

    __slots__ = __match_args__ = ("info", "parts", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("info", "info"), ("parts", "parts"))

    info: Message
    """A message without its parts, by its `role` - of the user or of the agent."""
    parts: list[Part]
    """What the message consists of, in order."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, info: Message, parts: list[Part], additional_properties: dict[str, Any] | None = None) -> None:
        self.info = info
        self.parts = parts
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.info = decode_message(data["info"])
            model.parts = (
                [decode_part(item_of_value) for item_of_value in value]
                if isinstance(value := data["parts"], list)
                else value
            )
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
            if cls is SessionMessagesResponseItem
            else cls(*(getattr(model, name) for name in SessionMessagesResponseItem.__match_args__))
        )


decode_session_messages_response_item = SessionMessagesResponseItem.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import (
    decode_message,  # noqa: E402
    decode_part,  # noqa: E402
)
