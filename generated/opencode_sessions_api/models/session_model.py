# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionModel(Model):
    """A model, in the form that a session uses. A prompt uses another form, see `PromptModel`."""

    id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""
    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort; `default` for none."""

    @staticmethod
    def _read(data: Any, model: SessionModel) -> None:
        model.id = data["id"]
        model.provider_id = data["providerID"]
        model.variant = data.get("variant")
