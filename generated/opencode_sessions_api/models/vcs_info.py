# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class VcsInfo(Model):
    """The git branch of a directory."""

    branch: str | None = None
    """The current branch; left out outside of git."""
    default_branch: str | None = None
    """The default branch, such as `main`, if the server finds one. Since 1.14.34."""

    @staticmethod
    def _read(data: Any, model: VcsInfo) -> None:
        model.branch = data.get("branch")
        model.default_branch = data.get("default_branch")
