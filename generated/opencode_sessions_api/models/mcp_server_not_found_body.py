# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpServerNotFoundBody(Model):
    """Details of the unknown MCP server."""

    field_tag: str
    """Always `McpServerNotFoundError`."""
    name: str
    """The name of the MCP server."""
    message: str
    """The error message."""

    @staticmethod
    def _read(data: Any, model: McpServerNotFoundBody) -> None:
        model.field_tag = data["_tag"]
        model.name = data["name"]
        model.message = data["message"]
