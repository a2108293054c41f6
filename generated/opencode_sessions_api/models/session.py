from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["Session"]

_FIELDS = frozenset(
    (
        "id",
        "title",
        "version",
        "time",
        "slug",
        "projectID",
        "workspaceID",
        "parentID",
        "directory",
        "path",
        "agent",
        "model",
        "summary",
        "cost",
        "tokens",
        "share",
        "metadata",
        "permission",
        "revert",
    )
)


@define(repr=False)
class Session(Model):
    """A conversation with the agent about one directory, and what it cost and changed so far."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("title", "title"),
        ("version", "version"),
        ("time", "time"),
        ("slug", "slug"),
        ("project_id", "projectID"),
        ("workspace_id", "workspaceID"),
        ("parent_id", "parentID"),
        ("directory", "directory"),
        ("path", "path"),
        ("agent", "agent"),
        ("model", "model"),
        ("summary", "summary"),
        ("cost", "cost"),
        ("tokens", "tokens"),
        ("share", "share"),
        ("metadata", "metadata"),
        ("permission", "permission"),
        ("revert", "revert"),
    )

    id: str
    """The session's identifier, `ses_…`."""
    title: str
    """The title; the server makes one from the first prompt if none was given."""
    version: str
    """The version of the server that created the session."""
    time: SessionTime
    """When a session was created, and when it changed."""
    slug: str | None = None
    """A name of two words that is easy to remember, such as `lucky-river`. Since 1.1.65."""
    project_id: str | None = None
    """The project that the directory belongs to; `global` outside of git. Since 1.0.0."""
    workspace_id: str | None = None
    """The experimental workspace that the session runs in, `wrk_…`, if any. Since 1.2.27."""
    parent_id: str | None = None
    """The session that started this one, for a subagent's session and others with a parent."""
    directory: str | None = None
    """The directory that the session works in, an absolute path. Since 1.0.0."""
    path: str | None = None
    """`directory` relative to the project's root, without a leading slash; empty for the root
    itself. Since 1.14."""
    agent: str | None = None
    """The agent that is used unless a prompt names another, such as `build` or `plan`. Since
    1.14."""
    model: SessionModel | None = None
    """The model that is used unless a prompt names another. Since 1.14."""
    summary: SessionSummary | None = None
    """What the session changed in files. Since 1.0.0, after the first turn."""
    cost: float | None = None
    """What all turns cost together, in US dollars. Since 1.15."""
    tokens: SessionTokens | None = None
    """The tokens of all turns together. Since 1.15."""
    share: SessionShare | None = None
    """Present while the session is shared."""
    metadata: Metadata | None = None
    """What clients keep with the session for themselves. Since 1.15."""
    permission: list[PermissionRule] | None = None
    """What the agent may do in this session besides the server's configuration. Since 1.1.11."""
    revert: SessionRevert | None = None
    """Present while a part of the session is undone."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("title"),
            get("version"),
            SessionTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("slug"),
            get("projectID"),
            get("workspaceID"),
            get("parentID"),
            get("directory"),
            get("path"),
            get("agent"),
            SessionModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            SessionSummary.from_dict(value) if isinstance(value := get("summary"), dict) else value,
            get("cost"),
            SessionTokens.from_dict(value) if isinstance(value := get("tokens"), dict) else value,
            SessionShare.from_dict(value) if isinstance(value := get("share"), dict) else value,
            get("metadata"),
            [
                PermissionRule.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("permission"), list)
            else value,
            SessionRevert.from_dict(value) if isinstance(value := get("revert"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import PermissionRule  # noqa: E402
from opencode_sessions_api.models.session_model import SessionModel  # noqa: E402
from opencode_sessions_api.models.session_revert import SessionRevert  # noqa: E402
from opencode_sessions_api.models.session_share import SessionShare  # noqa: E402
from opencode_sessions_api.models.session_summary import SessionSummary  # noqa: E402
from opencode_sessions_api.models.session_time import SessionTime  # noqa: E402
from opencode_sessions_api.models.session_tokens import SessionTokens  # noqa: E402
