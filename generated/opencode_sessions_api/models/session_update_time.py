# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class SessionUpdateTime(Model):
    """The times of a session that a client can set."""

    archived: int | None = None
    """When the session was archived, in epoch milliseconds. It cannot be removed again."""

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @staticmethod
    def _read(data: Any, model: SessionUpdateTime) -> None:
        model.archived = data.get("archived")
