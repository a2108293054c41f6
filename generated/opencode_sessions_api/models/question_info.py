# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class QuestionInfo(Model):
    """One question, with answers to choose from."""

    question: str
    """The question in full."""
    header: str
    """The question in a word or two, about 30 characters at most."""
    options: list[models.QuestionOption]
    """The answers to choose from."""
    multiple: bool | None = None
    """True if several answers may be chosen; `false` by default."""
    custom: bool | None = None
    """True if a person may write an answer of their own; `true` by default. Since 1.1.65."""

    @staticmethod
    def _read(data: Any, model: QuestionInfo) -> None:
        model.question = data["question"]
        model.header = data["header"]
        model.options = (
            [
                models.decode_question_option(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["options"], list)
            else value
        )
        model.multiple = data.get("multiple")
        model.custom = data.get("custom")
