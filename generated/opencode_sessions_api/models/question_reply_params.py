# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class QuestionReplyParams(Model):
    """The body of `POST /question/{requestID}/reply`."""

    answers: list[list[str]]
    """For each question, in order, the labels of the chosen answers, or a text of the person's
    own. An empty list leaves a question unanswered."""

    @staticmethod
    def _read(data: Any, model: QuestionReplyParams) -> None:
        model.answers = data["answers"]
