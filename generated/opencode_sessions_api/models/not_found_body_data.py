# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class NotFoundBodyData(Model):
    """The error message."""

    message: str
    """The error message, such as `Session not found` with its identifier."""

    @staticmethod
    def _read(data: Any, model: NotFoundBodyData) -> None:
        model.message = data["message"]
