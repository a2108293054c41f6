# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define, field

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModel(Model):
    """A model and its capabilities. Servers since 1.0.185 have them in `capabilities`, older ones in
    separate fields."""

    id: str
    """The model's identifier, such as `claude-sonnet-4-5`; prompts name it as `modelID`."""
    name: str
    """The name for display."""
    cost: models.ProviderModelCost
    """The price of a model, in US dollars for a million tokens; 0 if it is free or not known."""
    limit: models.ProviderModelLimit
    """The limits on the number of tokens of a model."""
    provider_id: str | None = None
    """The provider's identifier. Since 1.0.142."""
    family: str | None = None
    """The family that the model belongs to, such as `claude-sonnet`; may be empty. Since
    1.0.152."""
    api: models.ProviderModelApi | None = None
    """The model's API. Since 1.0.142."""
    status: str | None = None
    """The model's maturity - `alpha`, `beta`, `active` or `deprecated`. Since 1.0.98."""
    capabilities: models.ProviderModelCapabilities | None = None
    """The model's capabilities. Since 1.0.142."""
    options: models.Metadata | None = field(default=None, repr=False)
    """Settings for calls of the model; may be left out on older servers."""
    headers: models.StringMap | None = field(default=None, repr=False)
    """HTTP headers for calls of the model. Since 1.0.142."""
    release_date: str | None = None
    """The release date of the model, such as `2025-08-07`; may be empty or left out."""
    variants: models.ProviderModelVariants | None = None
    """The variants that a prompt can name. Since 1.1.11."""
    attachment: bool | None = None
    """True if the model accepts files. Up to 1.0.98."""
    reasoning: bool | None = None
    """True if the model can reason. Up to 1.0.98."""
    temperature: bool | None = None
    """True if the model's temperature can be set. Up to 1.0.98."""
    tool_call: bool | None = None
    """True if the model can call tools. Up to 1.0.98."""
    modalities: models.ProviderModelModalities | None = None
    """The model's input and output. Up to 1.0.98."""

    @staticmethod
    def _read(data: Any, model: ProviderModel) -> None:
        model.id = data["id"]
        model.name = data["name"]
        model.cost = models.decode_provider_model_cost(value) if isinstance(value := data["cost"], dict) else value
        model.limit = models.decode_provider_model_limit(value) if isinstance(value := data["limit"], dict) else value
        model.provider_id = data.get("providerID")
        model.family = data.get("family")
        model.api = models.decode_provider_model_api(value) if isinstance(value := data.get("api"), dict) else value
        model.status = data.get("status")
        model.capabilities = (
            models.decode_provider_model_capabilities(value)
            if isinstance(value := data.get("capabilities"), dict)
            else value
        )
        model.options = data.get("options")
        model.headers = data.get("headers")
        model.release_date = data.get("release_date")
        model.variants = data.get("variants")
        model.attachment = data.get("attachment")
        model.reasoning = data.get("reasoning")
        model.temperature = data.get("temperature")
        model.tool_call = data.get("tool_call")
        model.modalities = (
            models.decode_provider_model_modalities(value)
            if isinstance(value := data.get("modalities"), dict)
            else value
        )
