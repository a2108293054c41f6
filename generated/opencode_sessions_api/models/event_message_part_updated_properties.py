from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

if TYPE_CHECKING:
    from opencode_sessions_api.models import Part

__all__ = ["EventMessagePartUpdatedProperties"]

_FIELDS = frozenset(("part", "sessionID", "delta", "time"))


class EventMessagePartUpdatedProperties(Model):
    """The part that was created or changed."""

    __slots__ = __match_args__ = ("part", "session_id", "delta", "time", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("part", "part"),
        ("session_id", "sessionID"),
        ("delta", "delta"),
        ("time", "time"),
    )

    part: Part
    """The part as it is now, as a whole."""
    session_id: str | None
    """The session, as in `part`. Since 1.14."""
    delta: str | None
    """The text that was just added to the part. 1.0.0 to 1.1; newer servers send
    `message.part.delta`."""
    time: int | None
    """When the part changed, in epoch milliseconds. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        part: Part,
        session_id: str | None = None,
        delta: str | None = None,
        time: int | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.part = part
        self.session_id = session_id
        self.delta = delta
        self.time = time
        self.additional_properties = additional_properties

    @property
    def time_at(self) -> datetime.datetime | None:
        """`time` as a moment in UTC."""
        return instant(self.time)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.part = decode_part(data["part"])
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "sessionID" in data:
            model.session_id = data["sessionID"]
            known += 1
        else:
            model.session_id = None
        if "delta" in data:
            model.delta = data["delta"]
            known += 1
        else:
            model.delta = None
        if "time" in data:
            model.time = data["time"]
            known += 1
        else:
            model.time = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is EventMessagePartUpdatedProperties
            else cls(*(getattr(model, name) for name in EventMessagePartUpdatedProperties.__match_args__))
        )


decode_event_message_part_updated_properties = EventMessagePartUpdatedProperties.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_part  # noqa: E402
