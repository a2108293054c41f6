# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionUpdateParams(Model):
    """The body of `PATCH /session/{sessionID}`. Fields that are left out keep their value."""

    title: str | None = None
    """The new title."""
    metadata: models.Metadata | None = None
    """The new data, which replaces all of the old. Since 1.15."""
    permission: list[models.PermissionRule] | None = None
    """Rules to add after those that the session already has. If several rules apply, the last
    one counts. Since 1.14."""
    time: models.SessionUpdateTime | None = None
    """The archive time of the session. Since 1.0.185."""

    @staticmethod
    def _read(data: Any, model: SessionUpdateParams) -> None:
        model.title = data.get("title")
        model.metadata = data.get("metadata")
        model.permission = (
            [
                models.decode_permission_rule(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("permission"), list)
            else value
        )
        model.time = models.decode_session_update_time(value) if isinstance(value := data.get("time"), dict) else value
