# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpOAuthUnsupportedBody(Model):
    """Details of a login that is not possible."""

    error: str | None = None
    """The error message."""

    @staticmethod
    def _read(data: Any, model: McpOAuthUnsupportedBody) -> None:
        model.error = data.get("error")
