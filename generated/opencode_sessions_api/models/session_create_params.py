# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionCreateParams(Model):
    """The body of `POST /session`. All fields are optional."""

    parent_id: str | None = None
    """The parent of the new session."""
    title: str | None = None
    """The title. Without one, the server creates one from the first prompt."""
    agent: str | None = None
    """The agent for prompts that name none, such as `build` or `plan`. Since 1.14."""
    model: models.SessionModel | None = None
    """The model for prompts that name none. Since 1.14."""
    metadata: models.Metadata | None = None
    """Custom data to store with the session. Since 1.15."""
    permission: list[models.PermissionRule] | None = None
    """The permission rules of the session, in addition to the server's configuration. Since
    1.1.11."""

    @staticmethod
    def _read(data: Any, model: SessionCreateParams) -> None:
        model.parent_id = data.get("parentID")
        model.title = data.get("title")
        model.agent = data.get("agent")
        model.model = models.decode_session_model(value) if isinstance(value := data.get("model"), dict) else value
        model.metadata = data.get("metadata")
        model.permission = (
            [
                models.decode_permission_rule(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("permission"), list)
            else value
        )
