from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

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


class Session(Model):
    """A conversation with the agent about one directory, and what it cost and changed so far."""

    __slots__ = __match_args__ = (
        "id",
        "title",
        "version",
        "time",
        "slug",
        "project_id",
        "workspace_id",
        "parent_id",
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
        "additional_properties",
    )
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
    slug: str | None
    """A name of two words that is easy to remember, such as `lucky-river`. Since 1.1.65."""
    project_id: str | None
    """The project that the directory belongs to; `global` outside of git. Since 1.0.0."""
    workspace_id: str | None
    """The experimental workspace that the session runs in, `wrk_…`, if any. Since 1.2.27."""
    parent_id: str | None
    """The session that started this one, for a subagent's session and others with a parent."""
    directory: str | None
    """The directory that the session works in, an absolute path. Since 1.0.0."""
    path: str | None
    """`directory` relative to the project's root, without a leading slash; empty for the root
    itself. Since 1.14."""
    agent: str | None
    """The agent that is used unless a prompt names another, such as `build` or `plan`. Since
    1.14."""
    model: SessionModel | None
    """The model that is used unless a prompt names another. Since 1.14."""
    summary: SessionSummary | None
    """What the session changed in files. Since 1.0.0, after the first turn."""
    cost: float | None
    """What all turns cost together, in US dollars. Since 1.15."""
    tokens: SessionTokens | None
    """The tokens of all turns together. Since 1.15."""
    share: SessionShare | None
    """Present while the session is shared."""
    metadata: Metadata | None
    """What clients keep with the session for themselves. Since 1.15."""
    permission: list[PermissionRule] | None
    """What the agent may do in this session besides the server's configuration. Since 1.1.11."""
    revert: SessionRevert | None
    """Present while a part of the session is undone."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        title: str,
        version: str,
        time: SessionTime,
        slug: str | None = None,
        project_id: str | None = None,
        workspace_id: str | None = None,
        parent_id: str | None = None,
        directory: str | None = None,
        path: str | None = None,
        agent: str | None = None,
        model: SessionModel | None = None,
        summary: SessionSummary | None = None,
        cost: float | None = None,
        tokens: SessionTokens | None = None,
        share: SessionShare | None = None,
        metadata: Metadata | None = None,
        permission: list[PermissionRule] | None = None,
        revert: SessionRevert | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.title = title
        self.version = version
        self.time = time
        self.slug = slug
        self.project_id = project_id
        self.workspace_id = workspace_id
        self.parent_id = parent_id
        self.directory = directory
        self.path = path
        self.agent = agent
        self.model = model
        self.summary = summary
        self.cost = cost
        self.tokens = tokens
        self.share = share
        self.metadata = metadata
        self.permission = permission
        self.revert = revert
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.title = data["title"]
            model.version = data["version"]
            model.time = decode_session_time(value) if isinstance(value := data["time"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "slug" in data:
            model.slug = data["slug"]
            known += 1
        else:
            model.slug = None
        if "projectID" in data:
            model.project_id = data["projectID"]
            known += 1
        else:
            model.project_id = None
        if "workspaceID" in data:
            model.workspace_id = data["workspaceID"]
            known += 1
        else:
            model.workspace_id = None
        if "parentID" in data:
            model.parent_id = data["parentID"]
            known += 1
        else:
            model.parent_id = None
        if "directory" in data:
            model.directory = data["directory"]
            known += 1
        else:
            model.directory = None
        if "path" in data:
            model.path = data["path"]
            known += 1
        else:
            model.path = None
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "model" in data:
            model.model = decode_session_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
        if "summary" in data:
            model.summary = decode_session_summary(value) if isinstance(value := data["summary"], dict) else value
            known += 1
        else:
            model.summary = None
        if "cost" in data:
            model.cost = data["cost"]
            known += 1
        else:
            model.cost = None
        if "tokens" in data:
            model.tokens = decode_session_tokens(value) if isinstance(value := data["tokens"], dict) else value
            known += 1
        else:
            model.tokens = None
        if "share" in data:
            model.share = decode_session_share(value) if isinstance(value := data["share"], dict) else value
            known += 1
        else:
            model.share = None
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
        if "permission" in data:
            model.permission = (
                [
                    decode_permission_rule(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["permission"], list)
                else value
            )
            known += 1
        else:
            model.permission = None
        if "revert" in data:
            model.revert = decode_session_revert(value) if isinstance(value := data["revert"], dict) else value
            known += 1
        else:
            model.revert = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Session else cls(*(getattr(model, name) for name in Session.__match_args__))


decode_session = Session.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_rule import (
    PermissionRule,  # noqa: E402
    decode_permission_rule,  # noqa: E402
)
from opencode_sessions_api.models.session_model import (
    SessionModel,  # noqa: E402
    decode_session_model,  # noqa: E402
)
from opencode_sessions_api.models.session_revert import (
    SessionRevert,  # noqa: E402
    decode_session_revert,  # noqa: E402
)
from opencode_sessions_api.models.session_share import (
    SessionShare,  # noqa: E402
    decode_session_share,  # noqa: E402
)
from opencode_sessions_api.models.session_summary import (
    SessionSummary,  # noqa: E402
    decode_session_summary,  # noqa: E402
)
from opencode_sessions_api.models.session_time import (
    SessionTime,  # noqa: E402
    decode_session_time,  # noqa: E402
)
from opencode_sessions_api.models.session_tokens import (
    SessionTokens,  # noqa: E402
    decode_session_tokens,  # noqa: E402
)
