# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class AssistantMessagePath(Model):
    """The directories in which the agent worked."""

    cwd: str
    """The working directory, an absolute path."""
    root: str
    """The root of the project, an absolute path; `/` outside of git."""

    @staticmethod
    def _read(data: Any, model: AssistantMessagePath) -> None:
        model.cwd = data["cwd"]
        model.root = data["root"]
