# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class EventSessionDiffProperties(Model):
    """The session's changes to files."""

    session_id: str
    """The session."""
    diff: list[models.FileDiff]
    """The changes of the session, file by file."""

    @staticmethod
    def _read(data: Any, model: EventSessionDiffProperties) -> None:
        model.session_id = data["sessionID"]
        model.diff = (
            [
                models.decode_file_diff(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data["diff"], list)
            else value
        )
