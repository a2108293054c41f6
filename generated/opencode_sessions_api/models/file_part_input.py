from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import FilePartSource

__all__ = ["FilePartInput"]

_FIELDS = frozenset(("type", "mime", "url", "id", "filename", "source"))


@define(repr=False)
class FilePartInput(Model):
    """A file or a directory for the agent to read. What text files hold is read when the prompt arrives
    and is added to it as synthetic text; images and PDFs go to the model as they are."""

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
    type: Literal["file"] = "file"
    """Always `file`."""
    id: str | None = None
    """The identifier that the part shall have, `prt_…`. Better left out."""
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
            get("mime"),
            get("url"),
            get("type"),
            get("id"),
            get("filename"),
            decode_file_part_source(value) if (value := get("source")) is not None else None,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_file_part_source  # noqa: E402
