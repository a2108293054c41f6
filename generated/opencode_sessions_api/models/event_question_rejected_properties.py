# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class EventQuestionRejectedProperties(Model):
    """The request that was not answered."""

    session_id: str
    """The session."""
    request_id: str
    """The request, `que_…`."""

    @staticmethod
    def _read(data: Any, model: EventQuestionRejectedProperties) -> None:
        model.session_id = data["sessionID"]
        model.request_id = data["requestID"]
