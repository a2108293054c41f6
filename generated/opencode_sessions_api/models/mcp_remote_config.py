# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define, field

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class McpRemoteConfig(Model):
    """An MCP server on the web."""

    url: str
    """Its address."""
    type: Literal["remote"] = "remote"
    """Always `remote`."""
    headers: models.StringMap | None = field(default=None, repr=False)
    """HTTP headers for every request to it."""
    oauth: Any = field(default=None, repr=False)
    """Settings for OAuth, an object that may have `clientId`, `clientSecret` and `scope`; or
    `false`, which turns OAuth off. Without it the server registers itself. Since 1.0.185."""
    enabled: bool | None = None
    """False adds it without connecting to it."""
    timeout: int | None = None
    """The maximum time to wait for a response of it, in milliseconds."""

    @staticmethod
    def _read(data: Any, model: McpRemoteConfig) -> None:
        model.type = data["type"]
        model.url = data["url"]
        model.headers = data.get("headers")
        model.oauth = data.get("oauth")
        model.enabled = data.get("enabled")
        model.timeout = data.get("timeout")
