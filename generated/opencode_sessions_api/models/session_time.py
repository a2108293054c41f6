# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class SessionTime(Model):
    """The times at which a session was created, changed, compacted and archived."""

    created: int
    """When the session was created, in epoch milliseconds."""
    updated: int
    """When the session last changed, in epoch milliseconds."""
    compacting: int | None = None
    """When the compaction in progress began, in epoch milliseconds. Since 1.0.0."""
    archived: int | None = None
    """When the session was archived, in epoch milliseconds. Since 1.0.152."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def updated_at(self) -> datetime.datetime | None:
        """`updated` as a moment in UTC."""
        return instant(self.updated)

    @property
    def compacting_at(self) -> datetime.datetime | None:
        """`compacting` as a moment in UTC."""
        return instant(self.compacting)

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @staticmethod
    def _read(data: Any, model: SessionTime) -> None:
        model.created = data["created"]
        model.updated = data["updated"]
        model.compacting = data.get("compacting")
        model.archived = data.get("archived")
