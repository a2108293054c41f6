# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProviderModelMedia(Model):
    """Kinds of content that a model accepts or produces."""

    text: bool
    """True if text is among them."""
    audio: bool
    """True if audio is among them."""
    image: bool
    """True if images are among them."""
    video: bool
    """True if video is among them."""
    pdf: bool
    """True if PDF files are among them."""

    @staticmethod
    def _read(data: Any, model: ProviderModelMedia) -> None:
        model.text = data["text"]
        model.audio = data["audio"]
        model.image = data["image"]
        model.video = data["video"]
        model.pdf = data["pdf"]
