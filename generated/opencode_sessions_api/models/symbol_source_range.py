from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SymbolSourceRange"]

_FIELDS = frozenset(("start", "end"))


class SymbolSourceRange(Model):
    """A range in a file."""

    __slots__ = __match_args__ = ("start", "end", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("start", "start"), ("end", "end"))

    start: SymbolSourcePosition
    """Where the range begins."""
    end: SymbolSourcePosition
    """Where the range ends; the character there is not a part of it."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        start: SymbolSourcePosition,
        end: SymbolSourcePosition,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.start = decode_symbol_source_position(value) if isinstance(value := data["start"], dict) else value
            model.end = decode_symbol_source_position(value) if isinstance(value := data["end"], dict) else value
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
            if cls is SymbolSourceRange
            else cls(*(getattr(model, name) for name in SymbolSourceRange.__match_args__))
        )


decode_symbol_source_range = SymbolSourceRange.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.symbol_source_position import (
    SymbolSourcePosition,  # noqa: E402
    decode_symbol_source_position,  # noqa: E402
)
