# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class WorkspaceSymbol(Model):
    """A symbol in the source code, such as a function or a class."""

    name: str
    """The name."""
    kind: int
    """The kind as a number of the language server protocol, such as 5 (class), 6 (method) or
    12 (function)."""
    location: models.WorkspaceSymbolLocation
    """The place of a symbol."""

    @staticmethod
    def _read(data: Any, model: WorkspaceSymbol) -> None:
        model.name = data["name"]
        model.kind = data["kind"]
        model.location = (
            models.decode_workspace_symbol_location(value) if isinstance(value := data["location"], dict) else value
        )
