from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["EventPermissionRepliedProperties"]

_FIELDS = frozenset(("sessionID", "requestID", "reply", "permissionID", "response"))


class EventPermissionRepliedProperties(Model):
    """The answer to a request; its fields have other names in older servers."""

    __slots__ = __match_args__ = (
        "session_id",
        "request_id",
        "reply",
        "permission_id",
        "response",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("session_id", "sessionID"),
        ("request_id", "requestID"),
        ("reply", "reply"),
        ("permission_id", "permissionID"),
        ("response", "response"),
    )

    session_id: str
    """The session."""
    request_id: str | None
    """The request, `per_…`. Since 1.1.11."""
    reply: PermissionReply | str | None
    """The answer. Since 1.1.11."""
    permission_id: str | None
    """The request, `per_…`. Up to 1.0.185."""
    response: PermissionReply | str | None
    """The answer. Up to 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        session_id: str,
        request_id: str | None = None,
        reply: PermissionReply | str | None = None,
        permission_id: str | None = None,
        response: PermissionReply | str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.session_id = session_id
        self.request_id = request_id
        self.reply = reply
        self.permission_id = permission_id
        self.response = response
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.session_id = data["sessionID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "requestID" in data:
            model.request_id = data["requestID"]
            known += 1
        else:
            model.request_id = None
        if "reply" in data:
            model.reply = data["reply"]
            known += 1
        else:
            model.reply = None
        if "permissionID" in data:
            model.permission_id = data["permissionID"]
            known += 1
        else:
            model.permission_id = None
        if "response" in data:
            model.response = data["response"]
            known += 1
        else:
            model.response = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventPermissionRepliedProperties
            else cls(*(getattr(model, name) for name in EventPermissionRepliedProperties.__match_args__))
        )


decode_event_permission_replied_properties = EventPermissionRepliedProperties.from_dict
