# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class McpAddParams(Model):
    """An MCP server to add."""

    name: str
    """The name of the MCP server; one of the same name is replaced."""
    config: models.McpConfig
    """How to reach an MCP server."""

    @staticmethod
    def _read(data: Any, model: McpAddParams) -> None:
        model.name = data["name"]
        model.config = models.decode_mcp_config(data["config"])
