# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class TextPart(Model):
    """Text of the prompt or of the answer."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    text: str
    """The text; empty until the model has written the first words."""
    type: Literal["text"] = "text"
    """Always `text`."""
    synthetic: bool | None = None
    """True if a program wrote the text, e.g. the server for a file that the prompt names."""
    ignored: bool | None = None
    """True if the text is hidden from the model. Since 1.0.98."""
    time: models.TextPartTime | None = None
    """The time at which a text was written."""
    metadata: models.Metadata | None = None
    """Data of the provider or of the client about the part. Since 1.0.0."""

    @staticmethod
    def _read(data: Any, model: TextPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.text = data["text"]
        model.synthetic = data.get("synthetic")
        model.ignored = data.get("ignored")
        model.time = models.decode_text_part_time(value) if isinstance(value := data.get("time"), dict) else value
        model.metadata = data.get("metadata")
