# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelCapabilities(Model):
    """The capabilities of a model."""

    temperature: bool
    """True if its temperature can be set."""
    reasoning: bool
    """True if it can reason."""
    attachment: bool
    """True if it accepts files."""
    toolcall: bool
    """True if it can call tools."""
    input: models.ProviderModelMedia
    """The kinds of input that it accepts."""
    output: models.ProviderModelMedia
    """The kinds of output that it produces."""
    interleaved: Any = None
    """True if it can reason between tool calls, and `false` if not; or an object whose `field`
    names the place of that reasoning."""

    @staticmethod
    def _read(data: Any, model: ProviderModelCapabilities) -> None:
        model.temperature = data["temperature"]
        model.reasoning = data["reasoning"]
        model.attachment = data["attachment"]
        model.toolcall = data["toolcall"]
        model.input = models.decode_provider_model_media(value) if isinstance(value := data["input"], dict) else value
        model.output = models.decode_provider_model_media(value) if isinstance(value := data["output"], dict) else value
        model.interleaved = data.get("interleaved")
