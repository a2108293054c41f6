# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpAuthRemoval(Model):
    """The result of deleting credentials for an MCP server."""

    success: bool
    """Always `true`."""

    @staticmethod
    def _read(data: Any, model: McpAuthRemoval) -> None:
        model.success = data["success"]
