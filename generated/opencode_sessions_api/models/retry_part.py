from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["RetryPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "attempt", "error", "time"))


class RetryPart(Model):
    """An attempt to ask the model that failed and was made again. Only 1.0.0 and its kin store it; newer
    servers tell of it while it lasts."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "attempt",
        "error",
        "time",
        "type",
        "additional_properties",
    )
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
    type: Literal["retry"]
    """Always `retry`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        attempt: int,
        error: APIError,
        time: RetryPartTime,
        type: Literal["retry"] = "retry",
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.attempt = attempt
        self.error = error
        self.time = time
        self.type = type
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.attempt = data["attempt"]
            model.error = decode_api_error(value) if isinstance(value := data["error"], dict) else value
            model.time = decode_retry_part_time(value) if isinstance(value := data["time"], dict) else value
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 7
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is RetryPart else cls(*(getattr(model, name) for name in RetryPart.__match_args__))


decode_retry_part = RetryPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.api_error import (
    APIError,  # noqa: E402
    decode_api_error,  # noqa: E402
)
from opencode_sessions_api.models.retry_part_time import (
    RetryPartTime,  # noqa: E402
    decode_retry_part_time,  # noqa: E402
)
