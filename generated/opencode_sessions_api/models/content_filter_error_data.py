# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ContentFilterErrorData(Model):
    """Details of the blocked answer."""

    message: str
    """The error message."""

    @staticmethod
    def _read(data: Any, model: ContentFilterErrorData) -> None:
        model.message = data["message"]
