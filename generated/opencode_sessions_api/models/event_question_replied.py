# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventQuestionReplied(AboutSession):
    """The agent's questions were answered. Since 1.1.11."""

    properties: models.EventQuestionRepliedProperties
    """The answers to the agent's questions."""
    type: Literal["question.replied"] = "question.replied"
    """Always `question.replied`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: EventQuestionReplied) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_question_replied_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
