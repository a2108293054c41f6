# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ContextOverflowError(Model):
    """The conversation is too long for the model. Since 1.1.65; servers since 1.2.27 compact the session
    instead if possible."""

    data: models.ContextOverflowErrorData
    """Details of the provider's error."""
    name: Literal["ContextOverflowError"] = "ContextOverflowError"
    """Always `ContextOverflowError`."""

    @staticmethod
    def _read(data: Any, model: ContextOverflowError) -> None:
        model.name = data["name"]
        model.data = (
            models.decode_context_overflow_error_data(value) if isinstance(value := data["data"], dict) else value
        )
