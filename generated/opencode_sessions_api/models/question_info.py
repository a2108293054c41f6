from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["QuestionInfo"]

_FIELDS = frozenset(("question", "header", "options", "multiple", "custom"))


@define(repr=False)
class QuestionInfo(Model):
    """One question, with answers to choose from."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("question", "question"),
        ("header", "header"),
        ("options", "options"),
        ("multiple", "multiple"),
        ("custom", "custom"),
    )

    question: str
    """The question in full."""
    header: str
    """The question in a word or two, about 30 characters at most."""
    options: list[QuestionOption]
    """The answers to choose from."""
    multiple: bool | None = None
    """Whether several answers may be chosen; `false` by default."""
    custom: bool | None = None
    """Whether a person may write an answer of their own; `true` by default. Since 1.1.65."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("question"),
            get("header"),
            [
                QuestionOption.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("options"), list)
            else value,
            get("multiple"),
            get("custom"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.question_option import QuestionOption  # noqa: E402
