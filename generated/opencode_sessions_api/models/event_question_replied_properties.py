from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["EventQuestionRepliedProperties"]

_FIELDS = frozenset(("sessionID", "requestID", "answers"))


@define(repr=False)
class EventQuestionRepliedProperties(Model):
    """The answers to the agent's questions."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("session_id", "sessionID"),
        ("request_id", "requestID"),
        ("answers", "answers"),
    )

    session_id: str
    """The session."""
    request_id: str
    """The request, `que_…`."""
    answers: list[list[str]]
    """For each question, in order, the answers that were chosen."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("sessionID"),
            get("requestID"),
            get("answers"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
