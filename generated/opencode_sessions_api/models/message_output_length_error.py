from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.message_output_length_error_data import MessageOutputLengthErrorData

__all__ = ["MessageOutputLengthError"]

_FIELDS = frozenset(("name", "data"))


@define(repr=False)
class MessageOutputLengthError(Model):
    """The answer grew too long. Servers rather end such a message with the `finish` of `length`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: MessageOutputLengthErrorData
    """Nothing is known to be in it."""
    name: Literal["MessageOutputLengthError"] = "MessageOutputLengthError"
    """Always `MessageOutputLengthError`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("data"),
            get("name"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
