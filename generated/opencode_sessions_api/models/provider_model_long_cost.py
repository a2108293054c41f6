from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelLongCost"]

_FIELDS = frozenset(("input", "output", "cache", "cache_read", "cache_write", "tier"))


@define(repr=False)
class ProviderModelLongCost(Model):
    """What a model costs when the prompt is long, in US dollars for a million tokens."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("input", "input"),
        ("output", "output"),
        ("cache", "cache"),
        ("cache_read", "cache_read"),
        ("cache_write", "cache_write"),
        ("tier", "tier"),
    )

    input: float
    """For tokens sent to the model, in US dollars for a million."""
    output: float
    """For tokens that the model writes, in US dollars for a million."""
    cache: ProviderModelCacheCost | None = None
    """For tokens that go through the provider's cache. Since 1.0.185."""
    cache_read: float | None = None
    """For tokens read from the cache, in US dollars for a million. 1.0.98."""
    cache_write: float | None = None
    """For tokens written to the cache, in US dollars for a million. 1.0.98."""
    tier: ProviderModelTier | None = None
    """When these costs apply; only in `tiers`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("input"),
            get("output"),
            ProviderModelCacheCost.from_dict(value) if isinstance(value := get("cache"), dict) else value,
            get("cache_read"),
            get("cache_write"),
            ProviderModelTier.from_dict(value) if isinstance(value := get("tier"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_cache_cost import ProviderModelCacheCost  # noqa: E402
from opencode_sessions_api.models.provider_model_tier import ProviderModelTier  # noqa: E402
