from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionSummary"]

_FIELDS = frozenset(("additions", "deletions", "files", "diffs"))


@define(repr=False)
class SessionSummary(Model):
    """How much a session changed in files. 1.0.0 sends `diffs` alone, newer servers the counts."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("additions", "additions"),
        ("deletions", "deletions"),
        ("files", "files"),
        ("diffs", "diffs"),
    )

    additions: int | None = None
    """The number of lines added. Since 1.0.98."""
    deletions: int | None = None
    """The number of lines removed. Since 1.0.98."""
    files: int | None = None
    """The number of files changed. Since 1.0.98."""
    diffs: list[FileDiff] | None = None
    """The changes, file by file; usually left out."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("additions"),
            get("deletions"),
            get("files"),
            [
                FileDiff.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("diffs"), list)
            else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_diff import FileDiff  # noqa: E402
