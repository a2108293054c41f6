# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class PermissionReplyParams(Model):
    """The body of `POST /permission/{requestID}/reply`."""

    reply: OpenEnum[models.PermissionReply]
    """An answer to a request - allow it once, always allow this and similar requests, or
    refuse it."""
    message: str | None = None
    """With `reject`, a message to the agent, which then continues. Without it a refusal ends
    the turn."""

    @staticmethod
    def _read(data: Any, model: PermissionReplyParams) -> None:
        model.reply = data["reply"]
        model.message = data.get("message")
