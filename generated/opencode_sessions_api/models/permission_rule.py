# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class PermissionRule(Model):
    """A rule that allows or denies the use of a tool. If several rules apply, the last one counts."""

    permission: str
    """The permission - a tool such as `bash`, `edit` or `webfetch`, or `*` for all."""
    pattern: str
    """The object of the permission - the command for `bash`, the file for `edit` and so on.
    `*` matches any text."""
    action: OpenEnum[models.PermissionAction]
    """The action when the agent wants to use the tool - allow it, deny it, or ask a person."""

    @staticmethod
    def _read(data: Any, model: PermissionRule) -> None:
        model.permission = data["permission"]
        model.pattern = data["pattern"]
        model.action = data["action"]
