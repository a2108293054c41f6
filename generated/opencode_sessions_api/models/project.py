# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class Project(Model):
    """A git repository that the server has opened, or all directories outside of git."""

    id: str
    """The project's identifier, the hash of its first commit; `global` outside of git."""
    worktree: str
    """The root of the repository, an absolute path; `/` outside of git."""
    time: models.ProjectTime
    """When a project was opened, in epoch milliseconds."""
    vcs: str | None = None
    """The version control system, always `git`; left out outside of git."""
    name: str | None = None
    """The name for display, if `project.update` set one."""
    icon: models.ProjectIcon | None = None
    """The icon for display, if there is one."""
    commands: models.ProjectCommands | None = None
    """The commands of the project, if there are any. Since 1.1.65."""
    sandboxes: list[str] | None = None
    """The further worktrees of `worktree.create`, as absolute paths. Since 1.1.11."""

    @staticmethod
    def _read(data: Any, model: Project) -> None:
        model.id = data["id"]
        model.worktree = data["worktree"]
        model.time = models.decode_project_time(value) if isinstance(value := data["time"], dict) else value
        model.vcs = data.get("vcs")
        model.name = data.get("name")
        model.icon = models.decode_project_icon(value) if isinstance(value := data.get("icon"), dict) else value
        model.commands = (
            models.decode_project_commands(value) if isinstance(value := data.get("commands"), dict) else value
        )
        model.sandboxes = data.get("sandboxes")
