# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SymbolSource(Model):
    """A symbol in a file, such as a function, and its position."""

    path: str
    """The file's path, as the client wrote it."""
    name: str
    """The symbol's name."""
    kind: int
    """The symbol's kind, as a number of the Language Server Protocol; e.g. 12 is a function."""
    range: models.SymbolSourceRange
    """A range in a file."""
    text: models.FilePartSourceText
    """The section of the prompt's text that refers to the file."""
    type: Literal["symbol"] = "symbol"
    """Always `symbol`."""

    @staticmethod
    def _read(data: Any, model: SymbolSource) -> None:
        model.type = data["type"]
        model.path = data["path"]
        model.name = data["name"]
        model.kind = data["kind"]
        model.range = models.decode_symbol_source_range(value) if isinstance(value := data["range"], dict) else value
        model.text = models.decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
