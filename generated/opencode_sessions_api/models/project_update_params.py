# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class ProjectUpdateParams(Model):
    """The fields of a project to change."""

    name: str | None = None
    """The name for display."""
    icon: models.ProjectIcon | None = None
    """The icon for display."""
    commands: models.ProjectCommands | None = None
    """The commands of the project."""

    @staticmethod
    def _read(data: Any, model: ProjectUpdateParams) -> None:
        model.name = data.get("name")
        model.icon = models.decode_project_icon(value) if isinstance(value := data.get("icon"), dict) else value
        model.commands = (
            models.decode_project_commands(value) if isinstance(value := data.get("commands"), dict) else value
        )
