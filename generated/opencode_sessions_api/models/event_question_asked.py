# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventQuestionAsked(AboutSession):
    """The agent asks a person questions, and waits. Since 1.1.11."""

    properties: models.QuestionRequest
    """A request of the agent for answers to its questions; it waits for them. Since 1.1.11."""
    type: Literal["question.asked"] = "question.asked"
    """Always `question.asked`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: EventQuestionAsked) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_question_request(value) if isinstance(value := data["properties"], dict) else value
        )
        model.id = data.get("id")
