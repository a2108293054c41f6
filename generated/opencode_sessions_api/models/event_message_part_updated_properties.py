# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, instant


@define(repr=False)
class EventMessagePartUpdatedProperties(Model):
    """The part that was created or changed."""

    part: models.Part
    """The whole part after the change."""
    session_id: str | None = None
    """The session, as in `part`. Since 1.14.34."""
    delta: str | None = None
    """The text that was just added to the part. 1.0.0 to 1.1; newer servers send
    `message.part.delta`."""
    time: int | None = None
    """When the part changed, in epoch milliseconds. Since 1.14.34."""

    @property
    def time_at(self) -> datetime.datetime | None:
        """`time` as a moment in UTC."""
        return instant(self.time)

    @staticmethod
    def _read(data: Any, model: EventMessagePartUpdatedProperties) -> None:
        model.part = models.decode_part(data["part"])
        model.session_id = data.get("sessionID")
        model.delta = data.get("delta")
        model.time = data.get("time")
