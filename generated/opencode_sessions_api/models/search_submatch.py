# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SearchSubmatch(Model):
    """A place in a line that matches the pattern of a search."""

    match: models.SearchText
    """The text that matches."""
    start: int
    """The number of bytes before it in the line, in UTF-8."""
    end: int
    """The number of bytes before its end in the line, in UTF-8."""

    @staticmethod
    def _read(data: Any, model: SearchSubmatch) -> None:
        model.match = models.decode_search_text(value) if isinstance(value := data["match"], dict) else value
        model.start = data["start"]
        model.end = data["end"]
