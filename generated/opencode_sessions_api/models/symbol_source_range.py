# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SymbolSourceRange(Model):
    """A range in a file."""

    start: models.SymbolSourcePosition
    """The start of the range."""
    end: models.SymbolSourcePosition
    """The end of the range; the character there is not part of it."""

    @staticmethod
    def _read(data: Any, model: SymbolSourceRange) -> None:
        model.start = models.decode_symbol_source_position(value) if isinstance(value := data["start"], dict) else value
        model.end = models.decode_symbol_source_position(value) if isinstance(value := data["end"], dict) else value
