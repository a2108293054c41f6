# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpAuthCallbackParams(Model):
    """The end of a login to an MCP server."""

    code: str
    """The code of the authorization page."""

    @staticmethod
    def _read(data: Any, model: McpAuthCallbackParams) -> None:
        model.code = data["code"]
