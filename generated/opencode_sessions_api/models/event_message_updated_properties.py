# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventMessageUpdatedProperties(Model):
    """The message that was created or changed."""

    info: models.Message
    """The message after the change, without its parts."""
    session_id: str | None = None
    """The session, as in `info`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventMessageUpdatedProperties) -> None:
        model.info = models.decode_message(data["info"])
        model.session_id = data.get("sessionID")
