# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class WorktreeCreateParams(Model):
    """The properties of a new worktree."""

    name: str | None = None
    """The name, of which the server makes one in lower case with hyphens, and adds words to it
    if it is taken. The default is a name of two words."""
    start_command: str | None = None
    """A shell command to run in the worktree, after that of the project."""

    @staticmethod
    def _read(data: Any, model: WorktreeCreateParams) -> None:
        model.name = data.get("name")
        model.start_command = data.get("startCommand")
