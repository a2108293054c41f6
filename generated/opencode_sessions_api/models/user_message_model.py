# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class UserMessageModel(Model):
    """The model that a prompt was sent to."""

    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    model_id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""
    variant: str | None = None
    """A variant of the model, such as `high`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: UserMessageModel) -> None:
        model.provider_id = data["providerID"]
        model.model_id = data["modelID"]
        model.variant = data.get("variant")
