from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["EventPermissionRepliedProperties"]

_FIELDS = frozenset(("sessionID", "requestID", "reply", "permissionID", "response"))


@define(repr=False)
class EventPermissionRepliedProperties(Model):
    """The answer to a request; its fields have other names in older servers."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("session_id", "sessionID"),
        ("request_id", "requestID"),
        ("reply", "reply"),
        ("permission_id", "permissionID"),
        ("response", "response"),
    )

    session_id: str
    """The session."""
    request_id: str | None = None
    """The request, `per_…`. Since 1.1.11."""
    reply: PermissionReply | str | None = None
    """The answer. Since 1.1.11."""
    permission_id: str | None = None
    """The request, `per_…`. Up to 1.0.185."""
    response: PermissionReply | str | None = None
    """The answer. Up to 1.0.185."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("sessionID"),
            get("requestID"),
            get("reply"),
            get("permissionID"),
            get("response"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
