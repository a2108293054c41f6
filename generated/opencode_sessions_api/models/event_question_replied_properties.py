# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventQuestionRepliedProperties(Model):
    """The answers to the agent's questions."""

    session_id: str
    """The session."""
    request_id: str
    """The request, `que_…`."""
    answers: list[list[str]]
    """For each question, in order, the chosen answers."""

    @staticmethod
    def _read(data: Any, model: EventQuestionRepliedProperties) -> None:
        model.session_id = data["sessionID"]
        model.request_id = data["requestID"]
        model.answers = data["answers"]
