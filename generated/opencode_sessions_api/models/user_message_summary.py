from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["UserMessageSummary"]

_FIELDS = frozenset(("diffs", "title", "body"))


class UserMessageSummary(Model):
    """What a turn was about and what it changed in files."""

    __slots__ = __match_args__ = ("diffs", "title", "body", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("diffs", "diffs"), ("title", "title"), ("body", "body"))

    diffs: list[FileDiff]
    """The changes, file by file; empty if there are none."""
    title: str | None
    """What the prompt was about, in a few words. Rare on newer servers."""
    body: str | None
    """What was done, in a sentence or two. Rare on newer servers."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        diffs: list[FileDiff],
        title: str | None = None,
        body: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.diffs = diffs
        self.title = title
        self.body = body
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.diffs = (
                [
                    decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["diffs"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "title" in data:
            model.title = data["title"]
            known += 1
        else:
            model.title = None
        if "body" in data:
            model.body = data["body"]
            known += 1
        else:
            model.body = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is UserMessageSummary
            else cls(*(getattr(model, name) for name in UserMessageSummary.__match_args__))
        )


decode_user_message_summary = UserMessageSummary.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_diff import (
    FileDiff,  # noqa: E402
    decode_file_diff,  # noqa: E402
)
