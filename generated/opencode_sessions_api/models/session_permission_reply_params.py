# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class SessionPermissionReplyParams(Model):
    """The body of `POST /session/{sessionID}/permissions/{permissionID}`."""

    response: OpenEnum[models.PermissionReply]
    """An answer to a request - allow it once, always allow this and similar requests, or
    refuse it."""

    @staticmethod
    def _read(data: Any, model: SessionPermissionReplyParams) -> None:
        model.response = data["response"]
