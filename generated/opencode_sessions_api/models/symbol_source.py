from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["SymbolSource"]

_FIELDS = frozenset(("type", "path", "name", "kind", "range", "text"))


class SymbolSource(Model):
    """A symbol in a file, such as a function, and where it stands."""

    __slots__ = __match_args__ = ("path", "name", "kind", "range", "text", "type", "additional_properties")
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
    type: Literal["symbol"]
    """Always `symbol`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        path: str,
        name: str,
        kind: int,
        range: SymbolSourceRange,
        text: FilePartSourceText,
        type: Literal["symbol"] = "symbol",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.path = path
        self.name = name
        self.kind = kind
        self.range = range
        self.text = text
        self.type = type
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.path = data["path"]
            model.name = data["name"]
            model.kind = data["kind"]
            model.range = decode_symbol_source_range(value) if isinstance(value := data["range"], dict) else value
            model.text = decode_file_part_source_text(value) if isinstance(value := data["text"], dict) else value
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is SymbolSource else cls(*(getattr(model, name) for name in SymbolSource.__match_args__))


decode_symbol_source = SymbolSource.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_source_text import (
    FilePartSourceText,  # noqa: E402
    decode_file_part_source_text,  # noqa: E402
)
from opencode_sessions_api.models.symbol_source_range import (
    SymbolSourceRange,  # noqa: E402
    decode_symbol_source_range,  # noqa: E402
)
