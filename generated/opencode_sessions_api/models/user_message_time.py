# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class UserMessageTime(Model):
    """The time at which a user's message was created."""

    created: int
    """When the prompt arrived, in epoch milliseconds."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @staticmethod
    def _read(data: Any, model: UserMessageTime) -> None:
        model.created = data["created"]
