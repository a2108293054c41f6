from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["TextPartInput"]

_FIELDS = frozenset(("type", "text", "id", "synthetic", "ignored", "time", "metadata"))


@define(repr=False)
class TextPartInput(Model):
    """Text in a prompt."""

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
    type: Literal["text"] = "text"
    """Always `text`."""
    id: str | None = None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    synthetic: bool | None = None
    """Says that a program wrote the text, not the user. The model reads it, user interfaces
    hide it."""
    ignored: bool | None = None
    """Keeps the text from the model. Since 1.0.98."""
    time: TextPartInputTime | None = None
    """When the text of a prompt was written."""
    metadata: Metadata | None = None
    """Whatever you want to keep with the part. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("text"),
            get("type"),
            get("id"),
            get("synthetic"),
            get("ignored"),
            TextPartInputTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("metadata"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.text_part_input_time import TextPartInputTime  # noqa: E402
