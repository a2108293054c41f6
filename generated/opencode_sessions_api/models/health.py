from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["Health"]

_FIELDS = frozenset(("healthy", "version"))


class Health(Model):
    """Whether the server is up, and its version."""

    __slots__ = __match_args__ = ("healthy", "version", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("healthy", "healthy"), ("version", "version"))

    healthy: bool
    """Always `true`."""
    version: str
    """The server's version, such as `1.18.33`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, healthy: bool, version: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.healthy = healthy
        self.version = version
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.healthy = data["healthy"]
            model.version = data["version"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Health else cls(*(getattr(model, name) for name in Health.__match_args__))


decode_health = Health.from_dict
