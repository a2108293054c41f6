from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["PermissionReplyParams"]

_FIELDS = frozenset(("reply", "message"))


class PermissionReplyParams(Model):
    """The body of `POST /permission/{requestID}/reply`."""

    __slots__ = __match_args__ = ("reply", "message", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("reply", "reply"), ("message", "message"))

    reply: PermissionReply | str
    """An answer to a request - allow it this time, allow it and what is like it from now on,
    or refuse it."""
    message: str | None
    """With `reject`, what to tell the agent, which then goes on; without it a refusal ends the
    turn."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        reply: PermissionReply | str,
        message: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.reply = reply
        self.message = message
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.reply = data["reply"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "message" in data:
            model.message = data["message"]
            known += 1
        else:
            model.message = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is PermissionReplyParams
            else cls(*(getattr(model, name) for name in PermissionReplyParams.__match_args__))
        )


decode_permission_reply_params = PermissionReplyParams.from_dict
