# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class TuiAppendPromptParams(Model):
    """A text for the input field of the user interface."""

    text: str
    """The text."""

    @staticmethod
    def _read(data: Any, model: TuiAppendPromptParams) -> None:
        model.text = data["text"]
