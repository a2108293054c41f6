from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelCost"]

_FIELDS = frozenset(
    ("input", "output", "cache", "cache_read", "cache_write", "context_over_200k", "experimentalOver200K", "tiers")
)


class ProviderModelCost(Model):
    """What a model costs, in US dollars for a million tokens; 0 if it is free or not known."""

    __slots__ = __match_args__ = (
        "input",
        "output",
        "cache",
        "cache_read",
        "cache_write",
        "context_over_200k",
        "experimental_over_200k",
        "tiers",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("input", "input"),
        ("output", "output"),
        ("cache", "cache"),
        ("cache_read", "cache_read"),
        ("cache_write", "cache_write"),
        ("context_over_200k", "context_over_200k"),
        ("experimental_over_200k", "experimentalOver200K"),
        ("tiers", "tiers"),
    )

    input: float
    """For tokens sent to the model, in US dollars for a million."""
    output: float
    """For tokens that the model writes, in US dollars for a million."""
    cache: ProviderModelCacheCost | None
    """For tokens that go through the provider's cache. Since 1.0.185."""
    cache_read: float | None
    """For tokens read from the cache, in US dollars for a million. Up to 1.0.98."""
    cache_write: float | None
    """For tokens written to the cache, in US dollars for a million. Up to 1.0.98."""
    context_over_200k: ProviderModelLongCost | None
    """What applies to prompts of more than 200000 tokens. 1.0.98."""
    experimental_over_200k: ProviderModelLongCost | None
    """What applies to prompts of more than 200000 tokens. Since 1.0.185."""
    tiers: list[ProviderModelLongCost] | None
    """What applies to prompts of more than a certain size. Since 1.15."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: float,
        output: float,
        cache: ProviderModelCacheCost | None = None,
        cache_read: float | None = None,
        cache_write: float | None = None,
        context_over_200k: ProviderModelLongCost | None = None,
        experimental_over_200k: ProviderModelLongCost | None = None,
        tiers: list[ProviderModelLongCost] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.output = output
        self.cache = cache
        self.cache_read = cache_read
        self.cache_write = cache_write
        self.context_over_200k = context_over_200k
        self.experimental_over_200k = experimental_over_200k
        self.tiers = tiers
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
        if "context_over_200k" in data:
            model.context_over_200k = (
                decode_provider_model_long_cost(value)
                if isinstance(value := data["context_over_200k"], dict)
                else value
            )
            known += 1
        else:
            model.context_over_200k = None
        if "experimentalOver200K" in data:
            model.experimental_over_200k = (
                decode_provider_model_long_cost(value)
                if isinstance(value := data["experimentalOver200K"], dict)
                else value
            )
            known += 1
        else:
            model.experimental_over_200k = None
        if "tiers" in data:
            model.tiers = (
                [
                    decode_provider_model_long_cost(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["tiers"], list)
                else value
            )
            known += 1
        else:
            model.tiers = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelCost
            else cls(*(getattr(model, name) for name in ProviderModelCost.__match_args__))
        )


decode_provider_model_cost = ProviderModelCost.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_cache_cost import (
    ProviderModelCacheCost,  # noqa: E402
    decode_provider_model_cache_cost,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_long_cost import (
    ProviderModelLongCost,  # noqa: E402
    decode_provider_model_long_cost,  # noqa: E402
)
