# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class ProjectIcon(Model):
    """The icon of a project, for display."""

    url: str | None = None
    """The icon that the server found in the repository, as a URL or a data URL."""
    override: str | None = None
    """The icon to show instead, as a URL or a data URL."""
    color: str | None = None
    """The colour, such as `#ff0000`, if there is no picture."""

    @staticmethod
    def _read(data: Any, model: ProjectIcon) -> None:
        model.url = data.get("url")
        model.override = data.get("override")
        model.color = data.get("color")
