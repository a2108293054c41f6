# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class WorkspaceSymbolLocation(Model):
    """The place of a symbol."""

    uri: str
    """The file, as a `file:` URI."""
    range: models.SymbolSourceRange
    """The range in the file."""

    @staticmethod
    def _read(data: Any, model: WorkspaceSymbolLocation) -> None:
        model.uri = data["uri"]
        model.range = models.decode_symbol_source_range(value) if isinstance(value := data["range"], dict) else value
