from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ContextOverflowError"]

_FIELDS = frozenset(("name", "data"))


@define(repr=False)
class ContextOverflowError(Model):
    """The conversation is too long for the model. Since 1.1.65; servers since 1.2.27 compact the session
    instead if they can."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: ContextOverflowErrorData
    """What the provider said."""
    name: Literal["ContextOverflowError"] = "ContextOverflowError"
    """Always `ContextOverflowError`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            ContextOverflowErrorData.from_dict(value) if isinstance(value := get("data"), dict) else value,
            get("name"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.context_overflow_error_data import ContextOverflowErrorData  # noqa: E402
