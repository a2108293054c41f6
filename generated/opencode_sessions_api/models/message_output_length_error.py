from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.message_output_length_error_data import MessageOutputLengthErrorData

__all__ = ["MessageOutputLengthError"]

_FIELDS = frozenset(("name", "data"))


class MessageOutputLengthError(Model):
    """The answer grew too long. Servers rather end such a message with the `finish` of `length`."""

    __slots__ = __match_args__ = ("data", "name", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: MessageOutputLengthErrorData
    """Nothing is known to be in it."""
    name: Literal["MessageOutputLengthError"]
    """Always `MessageOutputLengthError`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        data: MessageOutputLengthErrorData,
        name: Literal["MessageOutputLengthError"] = "MessageOutputLengthError",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.data = data
        self.name = name
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.data = data["data"]
            model.name = data["name"]
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
            if cls is MessageOutputLengthError
            else cls(*(getattr(model, name) for name in MessageOutputLengthError.__match_args__))
        )


decode_message_output_length_error = MessageOutputLengthError.from_dict
