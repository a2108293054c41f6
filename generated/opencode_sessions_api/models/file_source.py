from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["FileSource"]

_FIELDS = frozenset(("type", "path", "text"))


@define(repr=False)
class FileSource(Model):
    """A file."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("path", "path"), ("text", "text"))

    path: str
    """The file's path, as the client wrote it."""
    text: FilePartSourceText
    """The piece of the prompt's text that refers to the file."""
    type: Literal["file"] = "file"
    """Always `file`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("path"),
            FilePartSourceText.from_dict(value) if isinstance(value := get("text"), dict) else value,
            get("type"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_source_text import FilePartSourceText  # noqa: E402
