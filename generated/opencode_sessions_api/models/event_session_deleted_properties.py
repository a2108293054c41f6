# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionDeletedProperties(Model):
    """The session that was deleted."""

    info: models.Session
    """The session before it was deleted."""
    session_id: str | None = None
    """The session, as in `info`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionDeletedProperties) -> None:
        model.info = models.decode_session(value) if isinstance(value := data["info"], dict) else value
        model.session_id = data.get("sessionID")
