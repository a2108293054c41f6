from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["StructuredOutputErrorData"]

_FIELDS = frozenset(("message", "retries"))


class StructuredOutputErrorData(Model):
    """How the attempts went."""

    __slots__ = __match_args__ = ("message", "retries", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message", "message"), ("retries", "retries"))

    message: str
    """What is wrong with the answer."""
    retries: int
    """How many more times it was tried."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, message: str, retries: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.message = message
        self.retries = retries
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message = data["message"]
            model.retries = data["retries"]
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
            if cls is StructuredOutputErrorData
            else cls(*(getattr(model, name) for name in StructuredOutputErrorData.__match_args__))
        )


decode_structured_output_error_data = StructuredOutputErrorData.from_dict
