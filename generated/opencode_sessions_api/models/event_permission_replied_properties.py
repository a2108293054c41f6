# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class EventPermissionRepliedProperties(Model):
    """The answer to a request; older servers use other names for its fields."""

    session_id: str
    """The session."""
    request_id: str | None = None
    """The request, `per_…`. Since 1.1.11."""
    reply: OpenEnum[models.PermissionReply] | None = None
    """The answer. Since 1.1.11."""
    permission_id: str | None = None
    """The request, `per_…`. Up to 1.0.185."""
    response: OpenEnum[models.PermissionReply] | None = None
    """The answer. Up to 1.0.185."""

    @staticmethod
    def _read(data: Any, model: EventPermissionRepliedProperties) -> None:
        model.session_id = data["sessionID"]
        model.request_id = data.get("requestID")
        model.reply = data.get("reply")
        model.permission_id = data.get("permissionID")
        model.response = data.get("response")
