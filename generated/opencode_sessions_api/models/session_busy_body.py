from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionBusyBody"]

_FIELDS = frozenset(("_tag", "sessionID", "message"))


@define(repr=False)
class SessionBusyBody(Model):
    """Which session is busy."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("field_tag", "_tag"),
        ("session_id", "sessionID"),
        ("message", "message"),
    )

    field_tag: str
    """Always `SessionBusyError`."""
    session_id: str
    """The session that is busy."""
    message: str
    """The same in words."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("_tag"),
            get("sessionID"),
            get("message"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
