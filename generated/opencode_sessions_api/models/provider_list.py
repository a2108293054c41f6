# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderList(Model):
    """All providers that a server knows."""

    all: list[models.Provider]
    """The providers, usable or not."""
    default: models.StringMap
    """The default model of each provider, by provider identifier."""
    connected: list[str]
    """The identifiers of the usable providers."""

    @staticmethod
    def _read(data: Any, model: ProviderList) -> None:
        model.all = (
            [
                models.decode_provider(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["all"], list)
            else value
        )
        model.default = data["default"]
        model.connected = data["connected"]
