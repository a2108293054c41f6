# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SearchMatch(Model):
    """A line that matches the pattern of a search."""

    path: models.SearchText
    """The file's path relative to the directory of the request."""
    lines: models.SearchText
    """The line, with its line break."""
    line_number: int
    """The number of the line, starting at 1."""
    absolute_offset: int
    """The number of bytes before the line in the file."""
    submatches: list[models.SearchSubmatch]
    """The places in the line that match."""

    @staticmethod
    def _read(data: Any, model: SearchMatch) -> None:
        model.path = models.decode_search_text(value) if isinstance(value := data["path"], dict) else value
        model.lines = models.decode_search_text(value) if isinstance(value := data["lines"], dict) else value
        model.line_number = data["line_number"]
        model.absolute_offset = data["absolute_offset"]
        model.submatches = (
            [
                models.decode_search_submatch(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["submatches"], list)
            else value
        )
