from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionSummary"]

_FIELDS = frozenset(("additions", "deletions", "files", "diffs"))


class SessionSummary(Model):
    """How much a session changed in files. 1.0.0 sends `diffs` alone, newer servers the counts."""

    __slots__ = __match_args__ = ("additions", "deletions", "files", "diffs", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("additions", "additions"),
        ("deletions", "deletions"),
        ("files", "files"),
        ("diffs", "diffs"),
    )

    additions: int | None
    """The number of lines added. Since 1.0.98."""
    deletions: int | None
    """The number of lines removed. Since 1.0.98."""
    files: int | None
    """The number of files changed. Since 1.0.98."""
    diffs: list[FileDiff] | None
    """The changes, file by file; usually left out."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        additions: int | None = None,
        deletions: int | None = None,
        files: int | None = None,
        diffs: list[FileDiff] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.additions = additions
        self.deletions = deletions
        self.files = files
        self.diffs = diffs
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "additions" in data:
            model.additions = data["additions"]
            known += 1
        else:
            model.additions = None
        if "deletions" in data:
            model.deletions = data["deletions"]
            known += 1
        else:
            model.deletions = None
        if "files" in data:
            model.files = data["files"]
            known += 1
        else:
            model.files = None
        if "diffs" in data:
            model.diffs = (
                [
                    decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["diffs"], list)
                else value
            )
            known += 1
        else:
            model.diffs = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is SessionSummary else cls(*(getattr(model, name) for name in SessionSummary.__match_args__))
        )


decode_session_summary = SessionSummary.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_diff import (
    FileDiff,  # noqa: E402
    decode_file_diff,  # noqa: E402
)
