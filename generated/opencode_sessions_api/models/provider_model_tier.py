from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelTier"]

_FIELDS = frozenset(("type", "size"))


@define(repr=False)
class ProviderModelTier(Model):
    """From which size of the prompt on costs apply."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("size", "size"))

    type: str
    """What the size is of; only `context` is known, the prompt."""
    size: int
    """The number of tokens that has to be exceeded."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("type"),
            get("size"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
