# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class GlobalEvent(Model):
    """An event, with the directory that it belongs to."""

    payload: models.Event
    """An event, by its `type`. Servers also send events of other types, which are not
    described here."""
    directory: str | None = None
    """The directory, an absolute path; `global` for events that belong to no directory. Left
    out in events of the connection itself."""
    project: str | None = None
    """The project that the directory belongs to. Since 1.14."""
    workspace: str | None = None
    """The experimental workspace that the event belongs to, `wrk_…`, if any. Since 1.14."""

    @staticmethod
    def _read(data: Any, model: GlobalEvent) -> None:
        model.payload = models.decode_event(data["payload"])
        model.directory = data.get("directory")
        model.project = data.get("project")
        model.workspace = data.get("workspace")
