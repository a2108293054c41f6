from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventFileEditedProperties"]

_FIELDS = frozenset(("file",))


@define(repr=False)
class EventFileEditedProperties(Model):
    """The file that was written."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("file", "file"),)

    file: str
    """The file, an absolute path."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("file"), None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
