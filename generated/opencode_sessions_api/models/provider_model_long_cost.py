# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelLongCost(Model):
    """The price of a model for long prompts, in US dollars for a million tokens."""

    input: float
    """For tokens sent to the model, in US dollars for a million."""
    output: float
    """For tokens that the model writes, in US dollars for a million."""
    cache: models.ProviderModelCacheCost | None = None
    """For tokens of the provider's cache. Since 1.0.142."""
    cache_read: float | None = None
    """For tokens read from the cache, in US dollars for a million. Only 1.0.98."""
    cache_write: float | None = None
    """For tokens written to the cache, in US dollars for a million. Only 1.0.98."""
    tier: models.ProviderModelTier | None = None
    """The size of the prompt from which these prices apply; only in `tiers`."""

    @staticmethod
    def _read(data: Any, model: ProviderModelLongCost) -> None:
        model.input = data["input"]
        model.output = data["output"]
        model.cache = (
            models.decode_provider_model_cache_cost(value) if isinstance(value := data.get("cache"), dict) else value
        )
        model.cache_read = data.get("cache_read")
        model.cache_write = data.get("cache_write")
        model.tier = models.decode_provider_model_tier(value) if isinstance(value := data.get("tier"), dict) else value
