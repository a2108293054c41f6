from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model, instant

if TYPE_CHECKING:
    from opencode_sessions_api.models import Part

__all__ = ["EventMessagePartUpdatedProperties"]

_FIELDS = frozenset(("part", "sessionID", "delta", "time"))


@define(repr=False)
class EventMessagePartUpdatedProperties(Model):
    """The part that was created or changed."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("part", "part"),
        ("session_id", "sessionID"),
        ("delta", "delta"),
        ("time", "time"),
    )

    part: Part
    """The part as it is now, as a whole."""
    session_id: str | None = None
    """The session, as in `part`. Since 1.14."""
    delta: str | None = None
    """The text that was just added to the part. 1.0.0 to 1.1; newer servers send
    `message.part.delta`."""
    time: int | None = None
    """When the part changed, in epoch milliseconds. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @property
    def time_at(self) -> datetime.datetime | None:
        """`time` as a moment in UTC."""
        return instant(self.time)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            decode_part(get("part")),
            get("sessionID"),
            get("delta"),
            get("time"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_part  # noqa: E402
