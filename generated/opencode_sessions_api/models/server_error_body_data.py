from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ServerErrorBodyData"]

_FIELDS = frozenset(("message", "ref"))


@define(repr=False)
class ServerErrorBodyData(Model):
    """What is known of a failure of the server."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("message", "message"), ("ref", "ref"))

    message: str | None = None
    """What went wrong. Newer servers keep it to their log; some older ones add a stack trace."""
    ref: str | None = None
    """Marks the place in the server's log, such as `err_1548e426`. Since 1.15."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("message"),
            get("ref"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
