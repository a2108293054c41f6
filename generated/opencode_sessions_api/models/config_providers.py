# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ConfigProviders(Model):
    """The usable providers, and their default models."""

    providers: list[models.Provider]
    """The providers."""
    default: models.StringMap
    """The default model of each provider, by provider identifier."""

    @staticmethod
    def _read(data: Any, model: ConfigProviders) -> None:
        model.providers = (
            [
                models.decode_provider(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["providers"], list)
            else value
        )
        model.default = data["default"]
