# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpStatus(Model):
    """The status of an MCP server."""

    status: str
    """The status - `connected`, `disabled`, `failed`, `needs_auth` (log in with
    `mcp.auth_start`) or `needs_client_registration` (set a `clientId`)."""
    error: str | None = None
    """The error message, with `failed` and `needs_client_registration`."""

    @staticmethod
    def _read(data: Any, model: McpStatus) -> None:
        model.status = data["status"]
        model.error = data.get("error")
