# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define, field

from opencode_sessions_api import models as schemas
from opencode_sessions_api.types import Model


@define(repr=False)
class Provider(Model):
    """A provider of models."""

    id: str
    """The provider's identifier, such as `anthropic`; prompts name it as `providerID`."""
    name: str
    """The name for display."""
    env: list[str]
    """The environment variables that may contain the API key."""
    models: schemas.ProviderModels
    """The models of a provider, by model identifier."""
    source: str | None = None
    """The origin of the provider - `env` (a variable with an API key), `config`, `api` (a
    stored API key) or `custom` (built in). Since 1.0.142."""
    key: str | None = field(default=None, repr=False)
    """The API key itself, in plain text, if the server has it. Since 1.0.185."""
    options: schemas.Metadata | None = field(default=None, repr=False)
    """Settings such as `baseURL`; may contain an API key as `apiKey`. Since 1.0.142."""
    api: str | None = None
    """The base URL of the provider's API. Up to 1.0.98."""
    npm: str | None = None
    """The npm package that calls the provider. Up to 1.0.98; newer servers have it in each
    model."""
    doc: str | None = None
    """The web address of the provider's documentation. Up to 1.0.98."""

    @staticmethod
    def _read(data: Any, model: Provider) -> None:
        model.id = data["id"]
        model.name = data["name"]
        model.env = data["env"]
        model.models = (
            {
                key: schemas.decode_provider_model(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for key, item_of_value in value.items()
            }
            if isinstance(value := data["models"], dict)
            else value
        )
        model.source = data.get("source")
        model.key = data.get("key")
        model.options = data.get("options")
        model.api = data.get("api")
        model.npm = data.get("npm")
        model.doc = data.get("doc")
