# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Paths(Model):
    """The directories that a server uses, as absolute paths."""

    state: str
    """The directory of the server's state."""
    config: str
    """The directory of the user's configuration."""
    worktree: str
    """The root of the git repository; `/` outside of git."""
    directory: str
    """The directory of the request."""
    home: str | None = None
    """The user's home directory. Since 1.0.152."""

    @staticmethod
    def _read(data: Any, model: Paths) -> None:
        model.state = data["state"]
        model.config = data["config"]
        model.worktree = data["worktree"]
        model.directory = data["directory"]
        model.home = data.get("home")
