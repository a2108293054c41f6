# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class PermissionRequest(Model):
    """A request of the agent for permission; it waits for the answer. Since 1.1.11. For older servers, see
    the event `permission.updated`."""

    id: str
    """The request's identifier, `per_…`."""
    session_id: str
    """The session that asks, which may be that of a subagent."""
    permission: str
    """The requested permission - a tool such as `bash`, `edit` or `webfetch`, or
    `external_directory`."""
    patterns: list[str]
    """The objects of the permission - the commands for `bash`, the files for `edit` and so on."""
    metadata: models.Metadata
    """More data for display, such as the `command` or the `diff`; may be empty."""
    always: list[str]
    """The patterns that the answer `always` allows; `*` matches any text."""
    tool: models.PermissionRequestTool | None = None
    """The tool call that waits, if there is one."""

    @staticmethod
    def _read(data: Any, model: PermissionRequest) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.permission = data["permission"]
        model.patterns = data["patterns"]
        model.metadata = data["metadata"]
        model.always = data["always"]
        model.tool = (
            models.decode_permission_request_tool(value) if isinstance(value := data.get("tool"), dict) else value
        )
