# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class OutputFormatText(Model):
    """An answer in text, the default."""

    type: Literal["text"] = "text"
    """Always `text`."""

    @staticmethod
    def _read(data: Any, model: OutputFormatText) -> None:
        model.type = data["type"]
