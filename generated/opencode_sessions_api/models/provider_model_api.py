# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelApi(Model):
    """The API of a model."""

    id: str
    """The model's identifier at the provider."""
    url: str | None = None
    """The base URL of the provider's API; may be empty or left out."""
    npm: str | None = None
    """The npm package that calls the provider, such as `@ai-sdk/anthropic`."""

    @staticmethod
    def _read(data: Any, model: ProviderModelApi) -> None:
        model.id = data["id"]
        model.url = data.get("url")
        model.npm = data.get("npm")
