from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionStatusRetry"]

_FIELDS = frozenset(("type", "attempt", "message", "next", "action"))


class SessionStatusRetry(Model):
    """The model could not be asked, and the server tries again by itself. It may go on so for long; abort
    the session to end it."""

    __slots__ = __match_args__ = ("attempt", "message", "next", "type", "action", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("attempt", "attempt"),
        ("message", "message"),
        ("next", "next"),
        ("action", "action"),
    )

    attempt: int
    """The number of the attempt that failed, the first is 1."""
    message: str
    """Why it failed."""
    next: int
    """When the server tries again, in epoch milliseconds."""
    type: Literal["retry"]
    """Always `retry`."""
    action: SessionStatusRetryAction | None
    """What a person could do about it; mostly left out. Since 1.15."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        attempt: int,
        message: str,
        next: int,
        type: Literal["retry"] = "retry",
        action: SessionStatusRetryAction | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.attempt = attempt
        self.message = message
        self.next = next
        self.type = type
        self.action = action
        self.additional_properties = additional_properties

    @property
    def next_at(self) -> datetime.datetime | None:
        """`next` as a moment in UTC."""
        return instant(self.next)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.attempt = data["attempt"]
            model.message = data["message"]
            model.next = data["next"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "action" in data:
            model.action = (
                decode_session_status_retry_action(value) if isinstance(value := data["action"], dict) else value
            )
            known += 1
        else:
            model.action = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionStatusRetry
            else cls(*(getattr(model, name) for name in SessionStatusRetry.__match_args__))
        )


decode_session_status_retry = SessionStatusRetry.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.session_status_retry_action import (
    SessionStatusRetryAction,  # noqa: E402
    decode_session_status_retry_action,  # noqa: E402
)
