# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Health(Model):
    """The health and the version of the server."""

    healthy: bool
    """Always `true`."""
    version: str
    """The server's version, such as `1.18.33`."""

    @staticmethod
    def _read(data: Any, model: Health) -> None:
        model.healthy = data["healthy"]
        model.version = data["version"]
