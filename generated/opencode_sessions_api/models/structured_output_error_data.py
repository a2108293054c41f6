# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class StructuredOutputErrorData(Model):
    """Details of the attempts."""

    message: str
    """The problem with the answer."""
    retries: int
    """The number of retries."""

    @staticmethod
    def _read(data: Any, model: StructuredOutputErrorData) -> None:
        model.message = data["message"]
        model.retries = data["retries"]
