from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["TextPartInput"]

_FIELDS = frozenset(("type", "text", "id", "synthetic", "ignored", "time", "metadata"))


class TextPartInput(Model):
    """Text in a prompt."""

    __slots__ = __match_args__ = (
        "text",
        "type",
        "id",
        "synthetic",
        "ignored",
        "time",
        "metadata",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("text", "text"),
        ("id", "id"),
        ("synthetic", "synthetic"),
        ("ignored", "ignored"),
        ("time", "time"),
        ("metadata", "metadata"),
    )

    text: str
    """The text."""
    type: Literal["text"]
    """Always `text`."""
    id: str | None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    synthetic: bool | None
    """Says that a program wrote the text, not the user. The model reads it, user interfaces
    hide it."""
    ignored: bool | None
    """Keeps the text from the model. Since 1.0.98."""
    time: TextPartInputTime | None
    """When the text of a prompt was written."""
    metadata: Metadata | None
    """Whatever you want to keep with the part. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        text: str,
        type: Literal["text"] = "text",
        id: str | None = None,
        synthetic: bool | None = None,
        ignored: bool | None = None,
        time: TextPartInputTime | None = None,
        metadata: Metadata | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.text = text
        self.type = type
        self.id = id
        self.synthetic = synthetic
        self.ignored = ignored
        self.time = time
        self.metadata = metadata
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.text = data["text"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
        if "synthetic" in data:
            model.synthetic = data["synthetic"]
            known += 1
        else:
            model.synthetic = None
        if "ignored" in data:
            model.ignored = data["ignored"]
            known += 1
        else:
            model.ignored = None
        if "time" in data:
            model.time = decode_text_part_input_time(value) if isinstance(value := data["time"], dict) else value
            known += 1
        else:
            model.time = None
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is TextPartInput else cls(*(getattr(model, name) for name in TextPartInput.__match_args__))


decode_text_part_input = TextPartInput.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.text_part_input_time import (
    TextPartInputTime,  # noqa: E402
    decode_text_part_input_time,  # noqa: E402
)
