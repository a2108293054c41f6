from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import FilePartSource

__all__ = ["FilePartInput"]

_FIELDS = frozenset(("type", "mime", "url", "id", "filename", "source"))


class FilePartInput(Model):
    """A file or a directory for the agent to read. What text files hold is read when the prompt arrives
    and is added to it as synthetic text; images and PDFs go to the model as they are."""

    __slots__ = __match_args__ = ("mime", "url", "type", "id", "filename", "source", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("mime", "mime"),
        ("url", "url"),
        ("id", "id"),
        ("filename", "filename"),
        ("source", "source"),
    )

    mime: str
    """The media type: `text/plain` for all that is to be read as text,
    `application/x-directory` for a directory."""
    url: str
    """Where the file is: `file:///absolute/path` on the server, a range of lines as
    `?start=1&end=20`, or the file itself as a `data:` URL."""
    type: Literal["file"]
    """Always `file`."""
    id: str | None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    filename: str | None
    """The name to show."""
    source: FilePartSource | None
    """What in the prompt's text refers to the file."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        mime: str,
        url: str,
        type: Literal["file"] = "file",
        id: str | None = None,
        filename: str | None = None,
        source: FilePartSource | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.mime = mime
        self.url = url
        self.type = type
        self.id = id
        self.filename = filename
        self.source = source
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.mime = data["mime"]
            model.url = data["url"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
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
        return model if cls is FilePartInput else cls(*(getattr(model, name) for name in FilePartInput.__match_args__))


decode_file_part_input = FilePartInput.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_file_part_source  # noqa: E402
