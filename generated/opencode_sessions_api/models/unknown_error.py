# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class UnknownError(Model):
    """A failure without a more specific type; 0.5.29 sends it for most failures of the model."""

    data: models.UnknownErrorData
    """Details of the failure."""
    name: Literal["UnknownError"] = "UnknownError"
    """Always `UnknownError`."""

    @staticmethod
    def _read(data: Any, model: UnknownError) -> None:
        model.name = data["name"]
        model.data = models.decode_unknown_error_data(value) if isinstance(value := data["data"], dict) else value
