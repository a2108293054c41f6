from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelMedia"]

_FIELDS = frozenset(("text", "audio", "image", "video", "pdf"))


class ProviderModelMedia(Model):
    """Kinds of content that a model takes or gives."""

    __slots__ = __match_args__ = ("text", "audio", "image", "video", "pdf", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        text: bool,
        audio: bool,
        image: bool,
        video: bool,
        pdf: bool,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.text = text
        self.audio = audio
        self.image = image
        self.video = video
        self.pdf = pdf
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.text = data["text"]
            model.audio = data["audio"]
            model.image = data["image"]
            model.video = data["video"]
            model.pdf = data["pdf"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 5
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelMedia
            else cls(*(getattr(model, name) for name in ProviderModelMedia.__match_args__))
        )


decode_provider_model_media = ProviderModelMedia.from_dict
