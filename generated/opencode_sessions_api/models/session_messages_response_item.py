# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionMessagesResponseItem(Model):
    """A message with its parts."""

    info: models.Message
    """A message without its parts, by its `role` - that of the user or of the agent."""
    parts: list[models.Part]
    """The parts of the message, in order."""

    @staticmethod
    def _read(data: Any, model: SessionMessagesResponseItem) -> None:
        model.info = models.decode_message(data["info"])
        model.parts = models.decode_list_of_part(value) if isinstance(value := data["parts"], list) else value
