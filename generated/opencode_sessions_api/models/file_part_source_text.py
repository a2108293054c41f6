# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class FilePartSourceText(Model):
    """The section of the prompt's text that refers to the file."""

    value: str
    """The section itself, such as `@greet.py`."""
    start: int
    """The number of characters of the text before the section."""
    end: int
    """The number of characters of the text up to the end of the section."""

    @staticmethod
    def _read(data: Any, model: FilePartSourceText) -> None:
        model.value = data["value"]
        model.start = data["start"]
        model.end = data["end"]
