# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class MessageOutputLengthError(Model):
    """The answer is too long. Servers usually end such a message with a `finish` of `length` instead."""

    data: models.MessageOutputLengthErrorData
    """No known fields."""
    name: Literal["MessageOutputLengthError"] = "MessageOutputLengthError"
    """Always `MessageOutputLengthError`."""

    @staticmethod
    def _read(data: Any, model: MessageOutputLengthError) -> None:
        model.name = data["name"]
        model.data = data["data"]
