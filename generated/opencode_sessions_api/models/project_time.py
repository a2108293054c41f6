# Generated from openapi.yaml; do not edit.
from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from opencode_sessions_api.types import Model, instant


@define(repr=False)
class ProjectTime(Model):
    """When a project was opened, in epoch milliseconds."""

    created: int
    """The time at which it was first opened, in epoch milliseconds."""
    updated: int | None = None
    """The time of the last change, in epoch milliseconds. Since 1.0.142."""
    initialized: int | None = None
    """The time at which `AGENTS.md` was written, in epoch milliseconds, if it was."""

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def updated_at(self) -> datetime.datetime | None:
        """`updated` as a moment in UTC."""
        return instant(self.updated)

    @property
    def initialized_at(self) -> datetime.datetime | None:
        """`initialized` as a moment in UTC."""
        return instant(self.initialized)

    @staticmethod
    def _read(data: Any, model: ProjectTime) -> None:
        model.created = data["created"]
        model.updated = data.get("updated")
        model.initialized = data.get("initialized")
