from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["UserMessageSummary"]

_FIELDS = frozenset(("diffs", "title", "body"))


@define(repr=False)
class UserMessageSummary(Model):
    """What a turn was about and what it changed in files."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("diffs", "diffs"), ("title", "title"), ("body", "body"))

    diffs: list[FileDiff]
    """The changes, file by file; empty if there are none."""
    title: str | None = None
    """What the prompt was about, in a few words. Rare on newer servers."""
    body: str | None = None
    """What was done, in a sentence or two. Rare on newer servers."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            [
                FileDiff.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("diffs"), list)
            else value,
            get("title"),
            get("body"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_diff import FileDiff  # noqa: E402
