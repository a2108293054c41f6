# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define, field

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class McpLocalConfig(Model):
    """An MCP server that is a program, which the server starts."""

    command: list[str]
    """The program and its arguments."""
    type: Literal["local"] = "local"
    """Always `local`."""
    cwd: str | None = None
    """The directory to start it in. The default is the directory of the request. Known to
    1.18."""
    environment: models.StringMap | None = field(default=None, repr=False)
    """Environment variables for the program, in addition to those of the server."""
    enabled: bool | None = None
    """False adds it without starting it."""
    timeout: int | None = None
    """The maximum time to wait for a response of it, in milliseconds."""

    @staticmethod
    def _read(data: Any, model: McpLocalConfig) -> None:
        model.type = data["type"]
        model.command = data["command"]
        model.cwd = data.get("cwd")
        model.environment = data.get("environment")
        model.enabled = data.get("enabled")
        model.timeout = data.get("timeout")
