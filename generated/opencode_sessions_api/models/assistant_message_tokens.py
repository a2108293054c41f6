# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class AssistantMessageTokens(Model):
    """The tokens of a message; all are zero until the model is done."""

    input: int
    """The number of tokens sent to the model, without those read from its cache."""
    output: int
    """The number of tokens that the model wrote; since 1.14 without its reasoning."""
    reasoning: int
    """The number of tokens of the model's reasoning."""
    cache: models.TokenCache
    """The tokens read from and written to the provider's prompt cache."""
    total: int | None = None
    """The total number of tokens, as counted by the provider. Since 1.1.58, if the provider
    reports it."""

    @staticmethod
    def _read(data: Any, model: AssistantMessageTokens) -> None:
        model.input = data["input"]
        model.output = data["output"]
        model.reasoning = data["reasoning"]
        model.cache = models.decode_token_cache(value) if isinstance(value := data["cache"], dict) else value
        model.total = data.get("total")
