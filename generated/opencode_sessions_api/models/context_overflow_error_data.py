from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ContextOverflowErrorData"]

_FIELDS = frozenset(("message", "responseBody"))


@define(repr=False)
class ContextOverflowErrorData(Model):
    """What the provider said."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message", "message"), ("response_body", "responseBody"))

    message: str
    """What is too long."""
    response_body: str | None = None
    """The provider's answer as it came."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("message"),
            get("responseBody"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
