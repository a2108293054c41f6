# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Worktree(Model):
    """A git worktree of a project."""

    name: str
    """The name."""
    directory: str
    """The directory, an absolute path."""
    branch: str | None = None
    """The branch, `opencode/` and the name."""

    @staticmethod
    def _read(data: Any, model: Worktree) -> None:
        model.name = data["name"]
        model.directory = data["directory"]
        model.branch = data.get("branch")
