# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class McpAuthorization(Model):
    """A login to an MCP server that has begun."""

    authorization_url: str
    """The address at which the user logs in."""
    oauth_state: str | None = None
    """The value by which the server recognizes the answer. Known to 1.18."""

    @staticmethod
    def _read(data: Any, model: McpAuthorization) -> None:
        model.authorization_url = data["authorizationUrl"]
        model.oauth_state = data.get("oauthState")
