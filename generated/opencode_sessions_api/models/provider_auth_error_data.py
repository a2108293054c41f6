# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderAuthErrorData(Model):
    """Details of missing credentials."""

    provider_id: str
    """The provider's identifier."""
    message: str
    """The error message."""

    @staticmethod
    def _read(data: Any, model: ProviderAuthErrorData) -> None:
        model.provider_id = data["providerID"]
        model.message = data["message"]
