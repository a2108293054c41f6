from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelTier"]

_FIELDS = frozenset(("type", "size"))


class ProviderModelTier(Model):
    """From which size of the prompt on costs apply."""

    __slots__ = __match_args__ = ("type", "size", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("type", "type"), ("size", "size"))

    type: str
    """What the size is of; only `context` is known, the prompt."""
    size: int
    """The number of tokens that has to be exceeded."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, type: str, size: int, additional_properties: dict[str, Any] | None = None) -> None:
        self.type = type
        self.size = size
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.type = data["type"]
            model.size = data["size"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelTier
            else cls(*(getattr(model, name) for name in ProviderModelTier.__match_args__))
        )


decode_provider_model_tier = ProviderModelTier.from_dict
