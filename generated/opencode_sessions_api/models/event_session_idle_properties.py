# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionIdleProperties(Model):
    """The session whose turn is over."""

    session_id: str
    """The session."""

    @staticmethod
    def _read(data: Any, model: EventSessionIdleProperties) -> None:
        model.session_id = data["sessionID"]
