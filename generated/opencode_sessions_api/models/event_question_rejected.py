# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import AboutSession


@define(repr=False)
class EventQuestionRejected(AboutSession):
    """A person refused to answer the questions. Since 1.1.11."""

    properties: models.EventQuestionRejectedProperties
    """The request that was not answered."""
    type: Literal["question.rejected"] = "question.rejected"
    """Always `question.rejected`."""
    id: str | None = None
    """The event's identifier, `evt_…`. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: EventQuestionRejected) -> None:
        model.type = data["type"]
        model.properties = (
            models.decode_event_question_rejected_properties(value)
            if isinstance(value := data["properties"], dict)
            else value
        )
        model.id = data.get("id")
