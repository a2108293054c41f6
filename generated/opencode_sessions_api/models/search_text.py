# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SearchText(Model):
    """A text in the result of a search."""

    text: str
    """The text."""

    @staticmethod
    def _read(data: Any, model: SearchText) -> None:
        model.text = data["text"]
