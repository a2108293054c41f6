# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, instant


@define(repr=False)
class SessionStatusRetry(Model):
    """The model could not be called, and the server retries. This may continue for a long time; abort the
    session to end it."""

    attempt: int
    """The number of the failed attempt, starting at 1."""
    message: str
    """The reason of the failure."""
    next: int
    """When the server will retry, in epoch milliseconds."""
    type: Literal["retry"] = "retry"
    """Always `retry`."""
    action: models.SessionStatusRetryAction | None = None
    """A suggestion to the user; usually left out. Since 1.15."""

    @property
    def next_at(self) -> datetime.datetime | None:
        """`next` as a moment in UTC."""
        return instant(self.next)

    @staticmethod
    def _read(data: Any, model: SessionStatusRetry) -> None:
        model.type = data["type"]
        model.attempt = data["attempt"]
        model.message = data["message"]
        model.next = data["next"]
        model.action = (
            models.decode_session_status_retry_action(value) if isinstance(value := data.get("action"), dict) else value
        )
