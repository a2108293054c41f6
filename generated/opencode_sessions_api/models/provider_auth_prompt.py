# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthPrompt(Model):
    """A question to the user, before a login."""

    type: str
    """The kind of question - `text` (any text) or `select` (one of `options`)."""
    key: str
    """The name of the answer."""
    message: str
    """The question."""
    placeholder: str | None = None
    """An example of an answer, if any; only with `text`."""
    options: list[models.ProviderAuthOption] | None = None
    """The possible answers; only with `select`."""
    when: models.ProviderAuthCondition | None = None
    """Ask only if this holds."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthPrompt) -> None:
        model.type = data["type"]
        model.key = data["key"]
        model.message = data["message"]
        model.placeholder = data.get("placeholder")
        model.options = (
            [
                models.decode_provider_auth_option(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("options"), list)
            else value
        )
        model.when = (
            models.decode_provider_auth_condition(value) if isinstance(value := data.get("when"), dict) else value
        )
