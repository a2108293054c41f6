# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class WorktreeResetParams(Model):
    """A worktree to reset."""

    directory: str
    """The directory of the worktree, an absolute path."""

    @staticmethod
    def _read(data: Any, model: WorktreeResetParams) -> None:
        model.directory = data["directory"]
