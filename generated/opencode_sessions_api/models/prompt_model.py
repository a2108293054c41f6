# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class PromptModel(Model):
    """A model, in the form that a prompt uses. A session uses another form, see `SessionModel`."""

    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    model_id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""

    @staticmethod
    def _read(data: Any, model: PromptModel) -> None:
        model.provider_id = data["providerID"]
        model.model_id = data["modelID"]
