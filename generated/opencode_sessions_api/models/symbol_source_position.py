# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SymbolSourcePosition(Model):
    """A position in a file, between two characters."""

    line: int
    """The line number, starting at 0."""
    character: int
    """The number of characters before the position in its line."""

    @staticmethod
    def _read(data: Any, model: SymbolSourcePosition) -> None:
        model.line = data["line"]
        model.character = data["character"]
