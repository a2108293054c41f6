# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class QuestionRequest(Model):
    """A request of the agent for answers to its questions; it waits for them. Since 1.1.11."""

    id: str
    """The request's identifier, `que_…`."""
    session_id: str
    """The session that asks, which may be that of a subagent."""
    questions: list[models.QuestionInfo]
    """The questions, which are answered together and in this order."""
    tool: models.QuestionRequestTool | None = None
    """The tool call that waits, if there is one."""

    @staticmethod
    def _read(data: Any, model: QuestionRequest) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.questions = (
            [
                models.decode_question_info(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["questions"], list)
            else value
        )
        model.tool = (
            models.decode_question_request_tool(value) if isinstance(value := data.get("tool"), dict) else value
        )
