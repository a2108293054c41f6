from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["QuestionOption"]

_FIELDS = frozenset(("label", "description"))


class QuestionOption(Model):
    """An answer to choose."""

    __slots__ = __match_args__ = ("label", "description", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("label", "label"), ("description", "description"))

    label: str
    """The answer in a few words; this is what a reply names."""
    description: str
    """What the answer means."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, label: str, description: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.label = label
        self.description = description
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.label = data["label"]
            model.description = data["description"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is QuestionOption else cls(*(getattr(model, name) for name in QuestionOption.__match_args__))
        )


decode_question_option = QuestionOption.from_dict
