from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ContextOverflowErrorData"]

_FIELDS = frozenset(("message", "responseBody"))


class ContextOverflowErrorData(Model):
    """What the provider said."""

    __slots__ = __match_args__ = ("message", "response_body", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message", "message"), ("response_body", "responseBody"))

    message: str
    """What is too long."""
    response_body: str | None
    """The provider's answer as it came."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, message: str, response_body: str | None = None, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.message = message
        self.response_body = response_body
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message = data["message"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "responseBody" in data:
            model.response_body = data["responseBody"]
            known += 1
        else:
            model.response_body = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ContextOverflowErrorData
            else cls(*(getattr(model, name) for name in ContextOverflowErrorData.__match_args__))
        )


decode_context_overflow_error_data = ContextOverflowErrorData.from_dict
