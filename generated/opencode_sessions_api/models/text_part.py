from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["TextPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "text", "synthetic", "ignored", "time", "metadata"))


class TextPart(Model):
    """Text, of the prompt or of the answer."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "text",
        "type",
        "synthetic",
        "ignored",
        "time",
        "metadata",
        "additional_properties",
    )
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
    type: Literal["text"]
    """Always `text`."""
    synthetic: bool | None
    """Whether a program wrote the text, such as the server for a file that the prompt names."""
    ignored: bool | None
    """Whether the text is kept from the model. Since 1.0.98."""
    time: TextPartTime | None
    """When a text was written."""
    metadata: Metadata | None
    """What the provider or the client keeps with the part. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        text: str,
        type: Literal["text"] = "text",
        synthetic: bool | None = None,
        ignored: bool | None = None,
        time: TextPartTime | None = None,
        metadata: Metadata | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.text = text
        self.type = type
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
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.text = data["text"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 5
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
            model.time = decode_text_part_time(value) if isinstance(value := data["time"], dict) else value
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
        return model if cls is TextPart else cls(*(getattr(model, name) for name in TextPart.__match_args__))


decode_text_part = TextPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.text_part_time import (
    TextPartTime,  # noqa: E402
    decode_text_part_time,  # noqa: E402
)
