from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["PermissionRequest"]

_FIELDS = frozenset(("id", "sessionID", "permission", "patterns", "metadata", "always", "tool"))


@define(repr=False)
class PermissionRequest(Model):
    """The agent asks whether it may do something, and waits for the answer. Since 1.1.11; what older
    servers send instead is in the event `permission.updated`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("permission", "permission"),
        ("patterns", "patterns"),
        ("metadata", "metadata"),
        ("always", "always"),
        ("tool", "tool"),
    )

    id: str
    """The request's identifier, `per_…`."""
    session_id: str
    """The session that asks, which may be that of a subagent."""
    permission: str
    """What is asked for - a tool such as `bash`, `edit` or `webfetch`, or
    `external_directory`."""
    patterns: list[str]
    """What it is asked for - for `bash` the commands, for `edit` the files and so on."""
    metadata: Metadata
    """More to show, such as the `command` or the `diff`; may be empty."""
    always: list[str]
    """What the answer `always` allows, as patterns in which `*` stands for any text."""
    tool: PermissionRequestTool | None = None
    """The tool call that waits, if there is one."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("permission"),
            get("patterns"),
            get("metadata"),
            get("always"),
            PermissionRequestTool.from_dict(value) if isinstance(value := get("tool"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_request_tool import PermissionRequestTool  # noqa: E402
