from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["PermissionReplyParams"]

_FIELDS = frozenset(("reply", "message"))


@define(repr=False)
class PermissionReplyParams(Model):
    """The body of `POST /permission/{requestID}/reply`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("reply", "reply"), ("message", "message"))

    reply: PermissionReply | str
    """An answer to a request - allow it this time, allow it and what is like it from now on,
    or refuse it."""
    message: str | None = None
    """With `reject`, what to tell the agent, which then goes on; without it a refusal ends the
    turn."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("reply"),
            get("message"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
