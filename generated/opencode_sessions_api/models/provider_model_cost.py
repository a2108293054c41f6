# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelCost(Model):
    """The price of a model, in US dollars for a million tokens; 0 if it is free or not known."""

    input: float
    """For tokens sent to the model, in US dollars for a million."""
    output: float
    """For tokens that the model writes, in US dollars for a million."""
    cache: models.ProviderModelCacheCost | None = None
    """For tokens of the provider's cache. Since 1.0.142."""
    cache_read: float | None = None
    """For tokens read from the cache, in US dollars for a million. Up to 1.0.98."""
    cache_write: float | None = None
    """For tokens written to the cache, in US dollars for a million. Up to 1.0.98."""
    context_over_200k: models.ProviderModelLongCost | None = None
    """The prices for prompts of more than 200000 tokens. Only 1.0.98."""
    experimental_over_200k: models.ProviderModelLongCost | None = None
    """The prices for prompts of more than 200000 tokens. Since 1.0.185."""
    tiers: list[models.ProviderModelLongCost] | None = None
    """The prices for prompts of more than a given size. Since 1.15."""

    @staticmethod
    def _read(data: Any, model: ProviderModelCost) -> None:
        model.input = data["input"]
        model.output = data["output"]
        model.cache = (
            models.decode_provider_model_cache_cost(value) if isinstance(value := data.get("cache"), dict) else value
        )
        model.cache_read = data.get("cache_read")
        model.cache_write = data.get("cache_write")
        model.context_over_200k = (
            models.decode_provider_model_long_cost(value)
            if isinstance(value := data.get("context_over_200k"), dict)
            else value
        )
        model.experimental_over_200k = (
            models.decode_provider_model_long_cost(value)
            if isinstance(value := data.get("experimentalOver200K"), dict)
            else value
        )
        model.tiers = (
            [
                models.decode_provider_model_long_cost(item_of_value)
                if isinstance(item_of_value, dict)
                else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("tiers"), list)
            else value
        )
