from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model, instant

__all__ = ["SessionTime"]

_FIELDS = frozenset(("created", "updated", "compacting", "archived"))


class SessionTime(Model):
    """When a session was created, and when it changed."""

    __slots__ = __match_args__ = ("created", "updated", "compacting", "archived", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("created", "created"),
        ("updated", "updated"),
        ("compacting", "compacting"),
        ("archived", "archived"),
    )

    created: int
    """When the session was created, in epoch milliseconds."""
    updated: int
    """When something in the session changed last, in epoch milliseconds."""
    compacting: int | None
    """Since when the session is being compacted, in epoch milliseconds. Since 1.0.0."""
    archived: int | None
    """When the session was archived, in epoch milliseconds. Since 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        created: int,
        updated: int,
        compacting: int | None = None,
        archived: int | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.created = created
        self.updated = updated
        self.compacting = compacting
        self.archived = archived
        self.additional_properties = additional_properties

    @property
    def created_at(self) -> datetime.datetime | None:
        """`created` as a moment in UTC."""
        return instant(self.created)

    @property
    def updated_at(self) -> datetime.datetime | None:
        """`updated` as a moment in UTC."""
        return instant(self.updated)

    @property
    def compacting_at(self) -> datetime.datetime | None:
        """`compacting` as a moment in UTC."""
        return instant(self.compacting)

    @property
    def archived_at(self) -> datetime.datetime | None:
        """`archived` as a moment in UTC."""
        return instant(self.archived)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.created = data["created"]
            model.updated = data["updated"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "compacting" in data:
            model.compacting = data["compacting"]
            known += 1
        else:
            model.compacting = None
        if "archived" in data:
            model.archived = data["archived"]
            known += 1
        else:
            model.archived = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is SessionTime else cls(*(getattr(model, name) for name in SessionTime.__match_args__))


decode_session_time = SessionTime.from_dict
