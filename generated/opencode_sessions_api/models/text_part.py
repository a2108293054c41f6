from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["TextPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "text", "synthetic", "ignored", "time", "metadata"))


@define(repr=False)
class TextPart(Model):
    """Text, of the prompt or of the answer."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("text", "text"),
        ("synthetic", "synthetic"),
        ("ignored", "ignored"),
        ("time", "time"),
        ("metadata", "metadata"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    text: str
    """The text; empty while the first words are awaited."""
    type: Literal["text"] = "text"
    """Always `text`."""
    synthetic: bool | None = None
    """Whether a program wrote the text, such as the server for a file that the prompt names."""
    ignored: bool | None = None
    """Whether the text is kept from the model. Since 1.0.98."""
    time: TextPartTime | None = None
    """When a text was written."""
    metadata: Metadata | None = None
    """What the provider or the client keeps with the part. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("messageID"),
            get("text"),
            get("type"),
            get("synthetic"),
            get("ignored"),
            TextPartTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("metadata"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.text_part_time import TextPartTime  # noqa: E402
