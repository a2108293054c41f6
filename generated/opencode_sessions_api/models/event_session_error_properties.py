# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionErrorProperties(Model):
    """The error, and its session."""

    session_id: str | None = None
    """The session; left out if the failure belongs to none."""
    error: models.AssistantMessageError | None = None
    """The error; its message may be followed by a stack trace."""

    @staticmethod
    def _read(data: Any, model: EventSessionErrorProperties) -> None:
        model.session_id = data.get("sessionID")
        model.error = models.decode_assistant_message_error(value) if (value := data.get("error")) is not None else None
