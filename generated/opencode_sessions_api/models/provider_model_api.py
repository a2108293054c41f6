from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelApi"]

_FIELDS = frozenset(("id", "url", "npm"))


class ProviderModelApi(Model):
    """How a model is reached."""

    __slots__ = __match_args__ = ("id", "url", "npm", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("id", "id"), ("url", "url"), ("npm", "npm"))

    id: str
    """The model's identifier at the provider."""
    url: str | None
    """The address of the provider's interface; may be empty or left out."""
    npm: str | None
    """The package that speaks to the provider, such as `@ai-sdk/anthropic`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        url: str | None = None,
        npm: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.url = url
        self.npm = npm
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "url" in data:
            model.url = data["url"]
            known += 1
        else:
            model.url = None
        if "npm" in data:
            model.npm = data["npm"]
            known += 1
        else:
            model.npm = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelApi
            else cls(*(getattr(model, name) for name in ProviderModelApi.__match_args__))
        )


decode_provider_model_api = ProviderModelApi.from_dict
