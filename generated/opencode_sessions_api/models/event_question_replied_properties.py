from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["EventQuestionRepliedProperties"]

_FIELDS = frozenset(("sessionID", "requestID", "answers"))


class EventQuestionRepliedProperties(Model):
    """The answers to the agent's questions."""

    __slots__ = __match_args__ = ("session_id", "request_id", "answers", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        session_id: str,
        request_id: str,
        answers: list[list[str]],
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.session_id = session_id
        self.request_id = request_id
        self.answers = answers
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
            model.request_id = data["requestID"]
            model.answers = data["answers"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventQuestionRepliedProperties
            else cls(*(getattr(model, name) for name in EventQuestionRepliedProperties.__match_args__))
        )


decode_event_question_replied_properties = EventQuestionRepliedProperties.from_dict
