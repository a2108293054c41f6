# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class TextPartInput(Model):
    """Text in a prompt."""

    text: str
    """The text."""
    type: Literal["text"] = "text"
    """Always `text`."""
    id: str | None = None
    """The identifier for the part, `prt_…`. Leave it out."""
    synthetic: bool | None = None
    """True if a program wrote the text, not the user. The model reads it, user interfaces hide
    it."""
    ignored: bool | None = None
    """True to hide the text from the model. Since 1.0.98."""
    time: models.TextPartInputTime | None = None
    """The time at which the text of a prompt was written."""
    metadata: models.Metadata | None = None
    """Custom data to store with the part. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: TextPartInput) -> None:
        model.type = data["type"]
        model.text = data["text"]
        model.id = data.get("id")
        model.synthetic = data.get("synthetic")
        model.ignored = data.get("ignored")
        model.time = models.decode_text_part_input_time(value) if isinstance(value := data.get("time"), dict) else value
        model.metadata = data.get("metadata")
