from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["FilePartSourceText"]

_FIELDS = frozenset(("value", "start", "end"))


class FilePartSourceText(Model):
    """The piece of the prompt's text that refers to the file."""

    __slots__ = __match_args__ = ("value", "start", "end", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("value", "value"), ("start", "start"), ("end", "end"))

    value: str
    """The piece itself, such as `@greet.py`."""
    start: int
    """The number of characters of the text before the piece."""
    end: int
    """The number of characters of the text up to the end of the piece."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, value: str, start: int, end: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.value = data["value"]
            model.start = data["start"]
            model.end = data["end"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is FilePartSourceText
            else cls(*(getattr(model, name) for name in FilePartSourceText.__match_args__))
        )


decode_file_part_source_text = FilePartSourceText.from_dict
