from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionUpdateTime"]

_FIELDS = frozenset(("archived",))


class SessionUpdateTime(Model):
    """The time of a session that a client may set."""

    __slots__ = __match_args__ = ("archived", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("archived", "archived"),)

    archived: int | None
    """When the session was archived, in epoch milliseconds. The mark cannot be removed."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, archived: int | None = None, additional_properties: dict[str, Any] | None = None) -> None:
        self.archived = archived
        self.additional_properties = additional_properties

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "archived" in data:
            model.archived = data["archived"]
            known += 1
        else:
            model.archived = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionUpdateTime
            else cls(*(getattr(model, name) for name in SessionUpdateTime.__match_args__))
        )


decode_session_update_time = SessionUpdateTime.from_dict
