# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class StructuredOutputError(Model):
    """The model did not produce an answer that follows the JSON schema. Since 1.1.65."""

    data: models.StructuredOutputErrorData
    """Details of the attempts."""
    name: Literal["StructuredOutputError"] = "StructuredOutputError"
    """Always `StructuredOutputError`."""

    @staticmethod
    def _read(data: Any, model: StructuredOutputError) -> None:
        model.name = data["name"]
        model.data = (
            models.decode_structured_output_error_data(value) if isinstance(value := data["data"], dict) else value
        )
