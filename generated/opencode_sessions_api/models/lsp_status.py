# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class LspStatus(Model):
    """A language server that runs."""

    id: str
    """The identifier, such as `pyright`."""
    name: str
    """The name for display."""
    root: str
    """The directory that it works in, relative to that of the request."""
    status: str
    """The status - `connected` or `error`."""

    @staticmethod
    def _read(data: Any, model: LspStatus) -> None:
        model.id = data["id"]
        model.name = data["name"]
        model.root = data["root"]
        model.status = data["status"]
