from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SymbolSourcePosition"]

_FIELDS = frozenset(("line", "character"))


class SymbolSourcePosition(Model):
    """A place in a file, between two characters."""

    __slots__ = __match_args__ = ("line", "character", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("line", "line"), ("character", "character"))

    line: int
    """The line, counted from 0."""
    character: int
    """The number of characters before the place in its line."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, line: int, character: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.line = line
        self.character = character
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.line = data["line"]
            model.character = data["character"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SymbolSourcePosition
            else cls(*(getattr(model, name) for name in SymbolSourcePosition.__match_args__))
        )


decode_symbol_source_position = SymbolSourcePosition.from_dict
