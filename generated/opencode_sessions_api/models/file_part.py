from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import FilePartSource

__all__ = ["FilePart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "mime", "url", "filename", "source"))


@define(repr=False)
class FilePart(Model):
    """A file that came with a prompt, or that a tool gave."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("mime", "mime"),
        ("url", "url"),
        ("filename", "filename"),
        ("source", "source"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    mime: str
    """The media type, such as `text/plain` or `image/png`."""
    url: str
    """Where the file is, as a `file:` URL on the server, or the file itself as a `data:` URL."""
    type: Literal["file"] = "file"
    """Always `file`."""
    filename: str | None = None
    """The name to show."""
    source: FilePartSource | None = None
    """What in the prompt's text refers to the file."""
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
            get("mime"),
            get("url"),
            get("type"),
            get("filename"),
            decode_file_part_source(value) if (value := get("source")) is not None else None,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_file_part_source  # noqa: E402
