# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define, field

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class Config(Model):
    """Settings, as in `opencode.json`. Settings that are not described here are kept unchanged."""

    model: str | None = None
    """The default model, as `provider/model`."""
    small_model: str | None = None
    """The model for small tasks such as titles, as `provider/model`."""
    default_agent: str | None = None
    """The default agent. Since 1.1.11."""
    share: str | None = None
    """The sharing of sessions - `manual`, `auto` or `disabled`."""
    username: str | None = None
    """The user's name for display."""
    provider: models.Metadata | None = field(default=None, repr=False)
    """Settings of providers, by provider identifier; they may contain API keys."""
    mcp: models.Metadata | None = field(default=None, repr=False)
    """Settings of MCP servers, by name; they may contain API keys."""

    @staticmethod
    def _read(data: Any, model: Config) -> None:
        model.model = data.get("model")
        model.small_model = data.get("small_model")
        model.default_agent = data.get("default_agent")
        model.share = data.get("share")
        model.username = data.get("username")
        model.provider = data.get("provider")
        model.mcp = data.get("mcp")
