# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class Session(Model):
    """A conversation with the agent about one directory, with its costs and changes so far."""

    id: str
    """The session's identifier, `ses_…`."""
    title: str
    """The title. If none was given, the server creates one from the first prompt."""
    version: str
    """The version of the server that created the session."""
    time: models.SessionTime
    """The times at which a session was created, changed, compacted and archived."""
    slug: str | None = None
    """A name of two words that is easy to remember, such as `lucky-river`. Since 1.1.27."""
    project_id: str | None = None
    """The project that the directory belongs to; `global` outside of git. Since 1.0.0."""
    workspace_id: str | None = None
    """The experimental workspace that the session runs in, `wrk_…`, if any. Since 1.2.27."""
    parent_id: str | None = None
    """The parent session, if this is the session of a subagent or was created with a parent."""
    directory: str | None = None
    """The session's directory, an absolute path. Since 1.0.0."""
    path: str | None = None
    """`directory` relative to the project's root, without a leading slash; empty for the root
    itself. Since 1.14.34."""
    agent: str | None = None
    """The agent that answers prompts that name none, such as `build` or `plan`. Since 1.14.34."""
    model: models.SessionModel | None = None
    """The model for prompts that name none. Since 1.14.34."""
    summary: models.SessionSummary | None = None
    """The session's changes to files. Since 1.0.0, after the first turn."""
    cost: float | None = None
    """The total cost of all turns, in US dollars. Since 1.15.0."""
    tokens: models.SessionTokens | None = None
    """The total tokens of all turns. Since 1.15.0."""
    share: models.SessionShare | None = None
    """Present while the session is shared."""
    metadata: models.Metadata | None = None
    """Custom data of clients. Since 1.15.13."""
    permission: list[models.PermissionRule] | None = None
    """The permission rules of this session, in addition to the server's configuration. Since
    1.1.11."""
    revert: models.SessionRevert | None = None
    """Present while a part of the session is undone."""

    @staticmethod
    def _read(data: Any, model: Session) -> None:
        model.id = data["id"]
        model.title = data["title"]
        model.version = data["version"]
        model.time = models.decode_session_time(value) if isinstance(value := data["time"], dict) else value
        model.slug = data.get("slug")
        model.project_id = data.get("projectID")
        model.workspace_id = data.get("workspaceID")
        model.parent_id = data.get("parentID")
        model.directory = data.get("directory")
        model.path = data.get("path")
        model.agent = data.get("agent")
        model.model = models.decode_session_model(value) if isinstance(value := data.get("model"), dict) else value
        model.summary = (
            models.decode_session_summary(value) if isinstance(value := data.get("summary"), dict) else value
        )
        model.cost = data.get("cost")
        model.tokens = models.decode_session_tokens(value) if isinstance(value := data.get("tokens"), dict) else value
        model.share = models.decode_session_share(value) if isinstance(value := data.get("share"), dict) else value
        model.metadata = data.get("metadata")
        model.permission = (
            [
                models.decode_permission_rule(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := data.get("permission"), list)
            else value
        )
        model.revert = models.decode_session_revert(value) if isinstance(value := data.get("revert"), dict) else value
