# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelTier(Model):
    """The size of the prompt from which prices apply."""

    type: str
    """The measured quantity; only `context`, the size of the prompt, is known."""
    size: int
    """The number of tokens that the prompt must exceed."""

    @staticmethod
    def _read(data: Any, model: ProviderModelTier) -> None:
        model.type = data["type"]
        model.size = data["size"]
