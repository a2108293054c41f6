from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["TokenCache"]

_FIELDS = frozenset(("read", "write"))


class TokenCache(Model):
    """The tokens that went through the provider's prompt cache."""

    __slots__ = __match_args__ = ("read", "write", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("read", "read"), ("write", "write"))

    read: int
    """The number of tokens read from the cache."""
    write: int
    """The number of tokens written to the cache."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, read: int, write: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.read = read
        self.write = write
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.read = data["read"]
            model.write = data["write"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is TokenCache else cls(*(getattr(model, name) for name in TokenCache.__match_args__))


decode_token_cache = TokenCache.from_dict
