# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class WorktreeRemoveParams(Model):
    """A worktree to remove."""

    directory: str
    """The directory of the worktree, an absolute path."""

    @staticmethod
    def _read(data: Any, model: WorktreeRemoveParams) -> None:
        model.directory = data["directory"]
