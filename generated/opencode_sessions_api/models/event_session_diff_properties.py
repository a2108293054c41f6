from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventSessionDiffProperties"]

_FIELDS = frozenset(("sessionID", "diff"))


class EventSessionDiffProperties(Model):
    """What a session changed in files."""

    __slots__ = __match_args__ = ("session_id", "diff", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("session_id", "sessionID"), ("diff", "diff"))

    session_id: str
    """The session."""
    diff: list[FileDiff]
    """The changes of the session, file by file."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, session_id: str, diff: list[FileDiff], additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.session_id = session_id
        self.diff = diff
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.diff = (
                [
                    decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["diff"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventSessionDiffProperties
            else cls(*(getattr(model, name) for name in EventSessionDiffProperties.__match_args__))
        )


decode_event_session_diff_properties = EventSessionDiffProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_diff import (
    FileDiff,  # noqa: E402
    decode_file_diff,  # noqa: E402
)
