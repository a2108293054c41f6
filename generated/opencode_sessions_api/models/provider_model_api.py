from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelApi"]

_FIELDS = frozenset(("id", "url", "npm"))


@define(repr=False)
class ProviderModelApi(Model):
    """How a model is reached."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("id", "id"), ("url", "url"), ("npm", "npm"))

    id: str
    """The model's identifier at the provider."""
    url: str | None = None
    """The address of the provider's interface; may be empty or left out."""
    npm: str | None = None
    """The package that speaks to the provider, such as `@ai-sdk/anthropic`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("url"),
            get("npm"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
