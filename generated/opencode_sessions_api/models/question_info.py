from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["QuestionInfo"]

_FIELDS = frozenset(("question", "header", "options", "multiple", "custom"))


class QuestionInfo(Model):
    """One question, with answers to choose from."""

    __slots__ = __match_args__ = ("question", "header", "options", "multiple", "custom", "additional_properties")
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
    multiple: bool | None
    """Whether several answers may be chosen; `false` by default."""
    custom: bool | None
    """Whether a person may write an answer of their own; `true` by default. Since 1.1.65."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        question: str,
        header: str,
        options: list[QuestionOption],
        multiple: bool | None = None,
        custom: bool | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.question = question
        self.header = header
        self.options = options
        self.multiple = multiple
        self.custom = custom
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.question = data["question"]
            model.header = data["header"]
            model.options = (
                [
                    decode_question_option(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["options"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "multiple" in data:
            model.multiple = data["multiple"]
            known += 1
        else:
            model.multiple = None
        if "custom" in data:
            model.custom = data["custom"]
            known += 1
        else:
            model.custom = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is QuestionInfo else cls(*(getattr(model, name) for name in QuestionInfo.__match_args__))


decode_question_info = QuestionInfo.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.question_option import (
    QuestionOption,  # noqa: E402
    decode_question_option,  # noqa: E402
)
