from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["FileSource"]

_FIELDS = frozenset(("type", "path", "text"))


class FileSource(Model):
    """A file."""

    __slots__ = __match_args__ = ("path", "text", "type", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("path", "path"), ("text", "text"))

    path: str
    """The file's path, as the client wrote it."""
    text: FilePartSourceText
    """The piece of the prompt's text that refers to the file."""
    type: Literal["file"]
    """Always `file`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        path: str,
        text: FilePartSourceText,
        type: Literal["file"] = "file",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.type = type
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.path = data["path"]
            model.text = decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is FileSource else cls(*(getattr(model, name) for name in FileSource.__match_args__))


decode_file_source = FileSource.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_source_text import (
    FilePartSourceText,  # noqa: E402
    decode_file_part_source_text,  # noqa: E402
)
