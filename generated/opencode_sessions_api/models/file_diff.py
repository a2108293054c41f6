from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.file_diff_status import FileDiffStatus

__all__ = ["FileDiff"]

_FIELDS = frozenset(("file", "additions", "deletions", "status", "patch", "before", "after"))


class FileDiff(Model):
    """How one file changed. Servers 1.14 and newer send `patch`, older ones `before` and `after` instead."""

    __slots__ = __match_args__ = (
        "file",
        "additions",
        "deletions",
        "status",
        "patch",
        "before",
        "after",
        "additional_properties",
    )
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
    status: FileDiffStatus | str | None
    """Since 1.1.65."""
    patch: str | None
    """The change as a unified diff. Since 1.14."""
    before: str | None
    """All of the file before; empty if it is new. Up to 1.3."""
    after: str | None
    """All of the file after; empty if it was deleted. Up to 1.3."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        file: str,
        additions: int,
        deletions: int,
        status: FileDiffStatus | str | None = None,
        patch: str | None = None,
        before: str | None = None,
        after: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.file = file
        self.additions = additions
        self.deletions = deletions
        self.status = status
        self.patch = patch
        self.before = before
        self.after = after
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.file = data["file"]
            model.additions = data["additions"]
            model.deletions = data["deletions"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "status" in data:
            model.status = data["status"]
            known += 1
        else:
            model.status = None
        if "patch" in data:
            model.patch = data["patch"]
            known += 1
        else:
            model.patch = None
        if "before" in data:
            model.before = data["before"]
            known += 1
        else:
            model.before = None
        if "after" in data:
            model.after = data["after"]
            known += 1
        else:
            model.after = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is FileDiff else cls(*(getattr(model, name) for name in FileDiff.__match_args__))


decode_file_diff = FileDiff.from_dict
