# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionBusyBody(Model):
    """The busy session."""

    field_tag: str
    """Always `SessionBusyError`."""
    session_id: str
    """The session that is busy."""
    message: str
    """The error message."""

    @staticmethod
    def _read(data: Any, model: SessionBusyBody) -> None:
        model.field_tag = data["_tag"]
        model.session_id = data["sessionID"]
        model.message = data["message"]
