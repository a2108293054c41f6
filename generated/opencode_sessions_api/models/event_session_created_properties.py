# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionCreatedProperties(Model):
    """The session that was created."""

    info: models.Session
    """The new session."""
    session_id: str | None = None
    """The session, as in `info`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionCreatedProperties) -> None:
        model.info = models.decode_session(value) if isinstance(value := data["info"], dict) else value
        model.session_id = data.get("sessionID")
