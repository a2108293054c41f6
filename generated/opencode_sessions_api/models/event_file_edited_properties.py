from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventFileEditedProperties"]

_FIELDS = frozenset(("file",))


class EventFileEditedProperties(Model):
    """The file that was written."""

    __slots__ = __match_args__ = ("file", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("file", "file"),)

    file: str
    """The file, an absolute path."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, file: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.file = file
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.file = data["file"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventFileEditedProperties
            else cls(*(getattr(model, name) for name in EventFileEditedProperties.__match_args__))
        )


decode_event_file_edited_properties = EventFileEditedProperties.from_dict
