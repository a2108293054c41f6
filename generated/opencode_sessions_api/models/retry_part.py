# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class RetryPart(Model):
    """A failed call of the model that was retried. Only 1.0.0 and similar versions store it; newer servers
    report retries as a status while they last."""

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    attempt: int
    """The number of the attempt, starting at 1."""
    error: models.APIError
    """The reason why the attempt failed."""
    time: models.RetryPartTime
    """The time at which an attempt failed."""
    type: Literal["retry"] = "retry"
    """Always `retry`."""

    @staticmethod
    def _read(data: Any, model: RetryPart) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.message_id = data["messageID"]
        model.type = data["type"]
        model.attempt = data["attempt"]
        model.error = models.decode_api_error(value) if isinstance(value := data["error"], dict) else value
        model.time = models.decode_retry_part_time(value) if isinstance(value := data["time"], dict) else value
