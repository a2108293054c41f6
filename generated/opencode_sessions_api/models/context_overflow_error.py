from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["ContextOverflowError"]

_FIELDS = frozenset(("name", "data"))


class ContextOverflowError(Model):
    """The conversation is too long for the model. Since 1.1.65; servers since 1.2.27 compact the session
    instead if they can."""

    __slots__ = __match_args__ = ("data", "name", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: ContextOverflowErrorData
    """What the provider said."""
    name: Literal["ContextOverflowError"]
    """Always `ContextOverflowError`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        data: ContextOverflowErrorData,
        name: Literal["ContextOverflowError"] = "ContextOverflowError",
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
            model.data = decode_context_overflow_error_data(value) if isinstance(value := data["data"], dict) else value
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
            if cls is ContextOverflowError
            else cls(*(getattr(model, name) for name in ContextOverflowError.__match_args__))
        )


decode_context_overflow_error = ContextOverflowError.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.context_overflow_error_data import (
    ContextOverflowErrorData,  # noqa: E402
    decode_context_overflow_error_data,  # noqa: E402
)
