# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionStatusProperties(Model):
    """The new status of a session."""

    session_id: str
    """The session."""
    status: models.SessionStatus
    """The session's new status."""

    @staticmethod
    def _read(data: Any, model: EventSessionStatusProperties) -> None:
        model.session_id = data["sessionID"]
        model.status = models.decode_session_status(data["status"])
