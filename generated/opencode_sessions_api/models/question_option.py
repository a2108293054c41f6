# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class QuestionOption(Model):
    """An answer that can be chosen."""

    label: str
    """The answer in a few words; a reply contains this text."""
    description: str
    """An explanation of the answer."""

    @staticmethod
    def _read(data: Any, model: QuestionOption) -> None:
        model.label = data["label"]
        model.description = data["description"]
