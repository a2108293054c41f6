# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelLimit(Model):
    """The limits on the number of tokens of a model."""

    context: int
    """The maximum number of tokens of prompt and answer together; 0 if not known."""
    output: int
    """The maximum number of tokens of an answer; 0 if not known."""
    input: int | None = None
    """The maximum number of tokens of the prompt, if it is limited separately. Since 1.1.65."""

    @staticmethod
    def _read(data: Any, model: ProviderModelLimit) -> None:
        model.context = data["context"]
        model.output = data["output"]
        model.input = data.get("input")
