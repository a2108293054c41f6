from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["QuestionReplyParams"]

_FIELDS = frozenset(("answers",))


class QuestionReplyParams(Model):
    """The body of `POST /question/{requestID}/reply`."""

    __slots__ = __match_args__ = ("answers", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("answers", "answers"),)

    answers: list[list[str]]
    """For each question, in order, the labels of the chosen answers, or a text of one's own;
    an empty list for a question that is not answered."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, answers: list[list[str]], additional_properties: dict[str, Any] | None = None) -> None:
        self.answers = answers
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.answers = data["answers"]
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
            if cls is QuestionReplyParams
            else cls(*(getattr(model, name) for name in QuestionReplyParams.__match_args__))
        )


decode_question_reply_params = QuestionReplyParams.from_dict
