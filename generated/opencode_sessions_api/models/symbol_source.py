from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SymbolSource"]

_FIELDS = frozenset(("type", "path", "name", "kind", "range", "text"))


@define(repr=False)
class SymbolSource(Model):
    """A symbol in a file, such as a function, and where it stands."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("path", "path"),
        ("name", "name"),
        ("kind", "kind"),
        ("range", "range"),
        ("text", "text"),
    )

    path: str
    """The file's path, as the client wrote it."""
    name: str
    """The symbol's name."""
    kind: int
    """The symbol's kind, as a number of the language server protocol; 12 is a function."""
    range: SymbolSourceRange
    """A range in a file."""
    text: FilePartSourceText
    """The piece of the prompt's text that refers to the file."""
    type: Literal["symbol"] = "symbol"
    """Always `symbol`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("path"),
            get("name"),
            get("kind"),
            SymbolSourceRange.from_dict(value) if isinstance(value := get("range"), dict) else value,
            FilePartSourceText.from_dict(value) if isinstance(value := get("text"), dict) else value,
            get("type"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_source_text import FilePartSourceText  # noqa: E402
from opencode_sessions_api.models.symbol_source_range import SymbolSourceRange  # noqa: E402
