from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.file_diff_status import FileDiffStatus

__all__ = ["FileDiff"]

_FIELDS = frozenset(("file", "additions", "deletions", "status", "patch", "before", "after"))


@define(repr=False)
class FileDiff(Model):
    """How one file changed. Servers 1.14 and newer send `patch`, older ones `before` and `after` instead."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("file", "file"),
        ("additions", "additions"),
        ("deletions", "deletions"),
        ("status", "status"),
        ("patch", "patch"),
        ("before", "before"),
        ("after", "after"),
    )

    file: str
    """The file's path relative to the project's root."""
    additions: int
    """The number of lines added."""
    deletions: int
    """The number of lines removed."""
    status: FileDiffStatus | str | None = None
    """Since 1.1.65."""
    patch: str | None = None
    """The change as a unified diff. Since 1.14."""
    before: str | None = None
    """All of the file before; empty if it is new. Up to 1.3."""
    after: str | None = None
    """All of the file after; empty if it was deleted. Up to 1.3."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("file"),
            get("additions"),
            get("deletions"),
            get("status"),
            get("patch"),
            get("before"),
            get("after"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
