# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ContextOverflowErrorData(Model):
    """Details of the provider's error."""

    message: str
    """The error message."""
    response_body: str | None = None
    """The body of the provider's response, unchanged."""

    @staticmethod
    def _read(data: Any, model: ContextOverflowErrorData) -> None:
        model.message = data["message"]
        model.response_body = data.get("responseBody")
