# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionUpdatedProperties(Model):
    """The session that changed."""

    info: models.Session
    """The session after the change."""
    session_id: str | None = None
    """The session, as in `info`. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: EventSessionUpdatedProperties) -> None:
        model.info = models.decode_session(value) if isinstance(value := data["info"], dict) else value
        model.session_id = data.get("sessionID")
