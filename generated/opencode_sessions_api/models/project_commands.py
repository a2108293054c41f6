# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProjectCommands(Model):
    """The commands of a project."""

    start: str | None = None
    """The shell command that prepares a new worktree, such as `npm install`."""

    @staticmethod
    def _read(data: Any, model: ProjectCommands) -> None:
        model.start = data.get("start")
