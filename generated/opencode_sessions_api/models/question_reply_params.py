from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["QuestionReplyParams"]

_FIELDS = frozenset(("answers",))


@define(repr=False)
class QuestionReplyParams(Model):
    """The body of `POST /question/{requestID}/reply`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("answers", "answers"),)

    answers: list[list[str]]
    """For each question, in order, the labels of the chosen answers, or a text of one's own;
    an empty list for a question that is not answered."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("answers"), None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
