# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionCompactedProperties(Model):
    """The session that was compacted."""

    session_id: str
    """The session."""

    @staticmethod
    def _read(data: Any, model: EventSessionCompactedProperties) -> None:
        model.session_id = data["sessionID"]
