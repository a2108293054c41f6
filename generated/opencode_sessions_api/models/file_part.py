from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import FilePartSource

__all__ = ["FilePart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "mime", "url", "filename", "source"))


class FilePart(Model):
    """A file that came with a prompt, or that a tool gave."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "mime",
        "url",
        "type",
        "filename",
        "source",
        "additional_properties",
    )
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
    type: Literal["file"]
    """Always `file`."""
    filename: str | None
    """The name to show."""
    source: FilePartSource | None
    """What in the prompt's text refers to the file."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        mime: str,
        url: str,
        type: Literal["file"] = "file",
        filename: str | None = None,
        source: FilePartSource | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.mime = mime
        self.url = url
        self.type = type
        self.filename = filename
        self.source = source
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.mime = data["mime"]
            model.url = data["url"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        if "filename" in data:
            model.filename = data["filename"]
            known += 1
        else:
            model.filename = None
        if "source" in data:
            model.source = decode_file_part_source(value) if (value := data["source"]) is not None else None
            known += 1
        else:
            model.source = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is FilePart else cls(*(getattr(model, name) for name in FilePart.__match_args__))


decode_file_part = FilePart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_file_part_source  # noqa: E402
