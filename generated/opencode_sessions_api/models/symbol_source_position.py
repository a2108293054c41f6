from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SymbolSourcePosition"]

_FIELDS = frozenset(("line", "character"))


@define(repr=False)
class SymbolSourcePosition(Model):
    """A place in a file, between two characters."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("line", "line"), ("character", "character"))

    line: int
    """The line, counted from 0."""
    character: int
    """The number of characters before the place in its line."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("line"),
            get("character"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
