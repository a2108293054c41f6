from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelLongCost"]

_FIELDS = frozenset(("input", "output", "cache", "cache_read", "cache_write", "tier"))


class ProviderModelLongCost(Model):
    """What a model costs when the prompt is long, in US dollars for a million tokens."""

    __slots__ = __match_args__ = (
        "input",
        "output",
        "cache",
        "cache_read",
        "cache_write",
        "tier",
        "additional_properties",
    )
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
    cache: ProviderModelCacheCost | None
    """For tokens that go through the provider's cache. Since 1.0.185."""
    cache_read: float | None
    """For tokens read from the cache, in US dollars for a million. 1.0.98."""
    cache_write: float | None
    """For tokens written to the cache, in US dollars for a million. 1.0.98."""
    tier: ProviderModelTier | None
    """When these costs apply; only in `tiers`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: float,
        output: float,
        cache: ProviderModelCacheCost | None = None,
        cache_read: float | None = None,
        cache_write: float | None = None,
        tier: ProviderModelTier | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.output = output
        self.cache = cache
        self.cache_read = cache_read
        self.cache_write = cache_write
        self.tier = tier
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.input = data["input"]
            model.output = data["output"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "cache" in data:
            model.cache = decode_provider_model_cache_cost(value) if isinstance(value := data["cache"], dict) else value
            known += 1
        else:
            model.cache = None
        if "cache_read" in data:
            model.cache_read = data["cache_read"]
            known += 1
        else:
            model.cache_read = None
        if "cache_write" in data:
            model.cache_write = data["cache_write"]
            known += 1
        else:
            model.cache_write = None
        if "tier" in data:
            model.tier = decode_provider_model_tier(value) if isinstance(value := data["tier"], dict) else value
            known += 1
        else:
            model.tier = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelLongCost
            else cls(*(getattr(model, name) for name in ProviderModelLongCost.__match_args__))
        )


decode_provider_model_long_cost = ProviderModelLongCost.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_cache_cost import (
    ProviderModelCacheCost,  # noqa: E402
    decode_provider_model_cache_cost,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_tier import (
    ProviderModelTier,  # noqa: E402
    decode_provider_model_tier,  # noqa: E402
)
