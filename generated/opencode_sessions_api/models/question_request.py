from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["QuestionRequest"]

_FIELDS = frozenset(("id", "sessionID", "questions", "tool"))


@define(repr=False)
class QuestionRequest(Model):
    """The agent asks a person something, and waits for the answers. Since 1.1.11."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("questions", "questions"),
        ("tool", "tool"),
    )

    id: str
    """The request's identifier, `que_…`."""
    session_id: str
    """The session that asks, which may be that of a subagent."""
    questions: list[QuestionInfo]
    """The questions, to be answered together and in this order."""
    tool: QuestionRequestTool | None = None
    """The tool call that waits, if there is one."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            [
                QuestionInfo.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("questions"), list)
            else value,
            QuestionRequestTool.from_dict(value) if isinstance(value := get("tool"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.question_info import QuestionInfo  # noqa: E402
from opencode_sessions_api.models.question_request_tool import QuestionRequestTool  # noqa: E402
