# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionTokens(Model):
    """The tokens of all turns of a session."""

    input: int
    """The number of tokens sent to the model, without those read from its cache."""
    output: int
    """The number of tokens that the model wrote, without its reasoning."""
    reasoning: int
    """The number of tokens of the model's reasoning."""
    cache: models.TokenCache
    """The tokens read from and written to the provider's prompt cache."""

    @staticmethod
    def _read(data: Any, model: SessionTokens) -> None:
        model.input = data["input"]
        model.output = data["output"]
        model.reasoning = data["reasoning"]
        model.cache = models.decode_token_cache(value) if isinstance(value := data["cache"], dict) else value
