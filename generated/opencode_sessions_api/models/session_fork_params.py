# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class SessionForkParams(Model):
    """The body of `POST /session/{sessionID}/fork`."""

    message_id: str | None = None
    """The first message that is not copied, `msg_…`. By default all are copied."""

    @staticmethod
    def _read(data: Any, model: SessionForkParams) -> None:
        model.message_id = data.get("messageID")
