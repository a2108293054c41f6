# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthMethod(Model):
    """A way to log in to a provider."""

    type: str
    """The kind of login - `oauth` (in a browser) or `api` (an API key)."""
    label: str
    """The name for display."""
    prompts: list[models.ProviderAuthPrompt] | None = None
    """What to ask the user first, if anything. Since 1.3.0."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthMethod) -> None:
        model.type = data["type"]
        model.label = data["label"]
        model.prompts = (
            [
                models.decode_provider_auth_prompt(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("prompts"), list)
            else value
        )
