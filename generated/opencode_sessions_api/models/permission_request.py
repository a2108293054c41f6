from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata

__all__ = ["PermissionRequest"]

_FIELDS = frozenset(("id", "sessionID", "permission", "patterns", "metadata", "always", "tool"))


class PermissionRequest(Model):
    """The agent asks whether it may do something, and waits for the answer. Since 1.1.11; what older
    servers send instead is in the event `permission.updated`."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "permission",
        "patterns",
        "metadata",
        "always",
        "tool",
        "additional_properties",
    )
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
    tool: PermissionRequestTool | None
    """The tool call that waits, if there is one."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        permission: str,
        patterns: list[str],
        metadata: Metadata,
        always: list[str],
        tool: PermissionRequestTool | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.permission = permission
        self.patterns = patterns
        self.metadata = metadata
        self.always = always
        self.tool = tool
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.permission = data["permission"]
            model.patterns = data["patterns"]
            model.metadata = data["metadata"]
            model.always = data["always"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        if "tool" in data:
            model.tool = decode_permission_request_tool(value) if isinstance(value := data["tool"], dict) else value
            known += 1
        else:
            model.tool = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is PermissionRequest
            else cls(*(getattr(model, name) for name in PermissionRequest.__match_args__))
        )


decode_permission_request = PermissionRequest.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.permission_request_tool import (
    PermissionRequestTool,  # noqa: E402
    decode_permission_request_tool,  # noqa: E402
)
