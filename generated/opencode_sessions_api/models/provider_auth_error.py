# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthError(Model):
    """The server has no valid credentials for the model's provider."""

    data: models.ProviderAuthErrorData
    """Details of missing credentials."""
    name: Literal["ProviderAuthError"] = "ProviderAuthError"
    """Always `ProviderAuthError`."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthError) -> None:
        model.name = data["name"]
        model.data = models.decode_provider_auth_error_data(value) if isinstance(value := data["data"], dict) else value
