from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelMedia"]

_FIELDS = frozenset(("text", "audio", "image", "video", "pdf"))


@define(repr=False)
class ProviderModelMedia(Model):
    """Kinds of content that a model takes or gives."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("text", "text"),
        ("audio", "audio"),
        ("image", "image"),
        ("video", "video"),
        ("pdf", "pdf"),
    )

    text: bool
    """Whether text is among them."""
    audio: bool
    """Whether sound is among them."""
    image: bool
    """Whether images are among them."""
    video: bool
    """Whether films are among them."""
    pdf: bool
    """Whether PDF files are among them."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("text"),
            get("audio"),
            get("image"),
            get("video"),
            get("pdf"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
