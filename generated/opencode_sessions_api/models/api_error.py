# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class APIError(Model):
    """The model's provider returned an error, or could not be reached. Since 1.0.0."""

    data: models.APIErrorData
    """Details of the provider's error."""
    name: Literal["APIError"] = "APIError"
    """Always `APIError`."""

    @staticmethod
    def _read(data: Any, model: APIError) -> None:
        model.name = data["name"]
        model.data = models.decode_api_error_data(value) if isinstance(value := data["data"], dict) else value
