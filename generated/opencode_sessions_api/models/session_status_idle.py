from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionStatusIdle"]

_FIELDS = frozenset(("type",))


@define(repr=False)
class SessionStatusIdle(Model):
    """The session waits for a prompt. Only events say so, the list leaves such sessions out."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"),)

    type: Literal["idle"] = "idle"
    """Always `idle`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("type"), None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
