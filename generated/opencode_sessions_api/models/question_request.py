from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["QuestionRequest"]

_FIELDS = frozenset(("id", "sessionID", "questions", "tool"))


class QuestionRequest(Model):
    """The agent asks a person something, and waits for the answers. Since 1.1.11."""

    __slots__ = __match_args__ = ("id", "session_id", "questions", "tool", "additional_properties")
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
    tool: QuestionRequestTool | None
    """The tool call that waits, if there is one."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        questions: list[QuestionInfo],
        tool: QuestionRequestTool | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.questions = questions
        self.tool = tool
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.questions = (
                [
                    decode_question_info(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["questions"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "tool" in data:
            model.tool = decode_question_request_tool(value) if isinstance(value := data["tool"], dict) else value
            known += 1
        else:
            model.tool = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is QuestionRequest else cls(*(getattr(model, name) for name in QuestionRequest.__match_args__))
        )


decode_question_request = QuestionRequest.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.question_info import (
    QuestionInfo,  # noqa: E402
    decode_question_info,  # noqa: E402
)
from opencode_sessions_api.models.question_request_tool import (
    QuestionRequestTool,  # noqa: E402
    decode_question_request_tool,  # noqa: E402
)
