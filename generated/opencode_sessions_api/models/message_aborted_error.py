# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class MessageAbortedError(Model):
    """The turn was aborted."""

    data: models.MessageAbortedErrorData
    """Details of the abort."""
    name: Literal["MessageAbortedError"] = "MessageAbortedError"
    """Always `MessageAbortedError`."""

    @staticmethod
    def _read(data: Any, model: MessageAbortedError) -> None:
        model.name = data["name"]
        model.data = (
            models.decode_message_aborted_error_data(value) if isinstance(value := data["data"], dict) else value
        )
