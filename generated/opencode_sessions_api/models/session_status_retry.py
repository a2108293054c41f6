from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionStatusRetry"]

_FIELDS = frozenset(("type", "attempt", "message", "next", "action"))


@define(repr=False)
class SessionStatusRetry(Model):
    """The model could not be asked, and the server tries again by itself. It may go on so for long; abort
    the session to end it."""

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
    type: Literal["retry"] = "retry"
    """Always `retry`."""
    action: SessionStatusRetryAction | None = None
    """What a person could do about it; mostly left out. Since 1.15."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def next_at(self) -> datetime.datetime | None:
        """`next` as a moment in UTC."""
        return instant(self.next)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("attempt"),
            get("message"),
            get("next"),
            get("type"),
            SessionStatusRetryAction.from_dict(value) if isinstance(value := get("action"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.session_status_retry_action import SessionStatusRetryAction  # noqa: E402
