from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelCacheCost"]

_FIELDS = frozenset(("read", "write"))


@define(repr=False)
class ProviderModelCacheCost(Model):
    """What tokens cost that go through the provider's cache, in US dollars for a million."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("read", "read"), ("write", "write"))

    read: float
    """For tokens read from the cache, in US dollars for a million."""
    write: float
    """For tokens written to the cache, in US dollars for a million."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("read"),
            get("write"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
