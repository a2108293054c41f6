from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["RetryPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "attempt", "error", "time"))


@define(repr=False)
class RetryPart(Model):
    """An attempt to ask the model that failed and was made again. Only 1.0.0 and its kin store it; newer
    servers tell of it while it lasts."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("attempt", "attempt"),
        ("error", "error"),
        ("time", "time"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    attempt: int
    """The number of the attempt, the first is 1."""
    error: APIError
    """Why the attempt failed."""
    time: RetryPartTime
    """When an attempt failed."""
    type: Literal["retry"] = "retry"
    """Always `retry`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("messageID"),
            get("attempt"),
            APIError.from_dict(value) if isinstance(value := get("error"), dict) else value,
            RetryPartTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("type"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.api_error import APIError  # noqa: E402
from opencode_sessions_api.models.retry_part_time import RetryPartTime  # noqa: E402
