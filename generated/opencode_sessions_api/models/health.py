from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["Health"]

_FIELDS = frozenset(("healthy", "version"))


@define(repr=False)
class Health(Model):
    """Whether the server is up, and its version."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("healthy", "healthy"), ("version", "version"))

    healthy: bool
    """Always `true`."""
    version: str
    """The server's version, such as `1.18.33`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("healthy"),
            get("version"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
