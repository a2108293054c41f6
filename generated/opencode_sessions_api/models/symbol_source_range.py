from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SymbolSourceRange"]

_FIELDS = frozenset(("start", "end"))


@define(repr=False)
class SymbolSourceRange(Model):
    """A range in a file."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("start", "start"), ("end", "end"))

    start: SymbolSourcePosition
    """Where the range begins."""
    end: SymbolSourcePosition
    """Where the range ends; the character there is not a part of it."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            SymbolSourcePosition.from_dict(value) if isinstance(value := get("start"), dict) else value,
            SymbolSourcePosition.from_dict(value) if isinstance(value := get("end"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.symbol_source_position import SymbolSourcePosition  # noqa: E402
