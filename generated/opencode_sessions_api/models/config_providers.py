from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.string_map import StringMap

__all__ = ["ConfigProviders"]

_FIELDS = frozenset(("providers", "default"))


class ConfigProviders(Model):
    """The providers that can be used."""

    __slots__ = __match_args__ = ("providers", "default", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("providers", "providers"), ("default", "default"))

    providers: list[Provider]
    """The providers."""
    default: StringMap
    """The model that is used if only the provider is named, by the provider's identifier."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, providers: list[Provider], default: StringMap, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.providers = providers
        self.default = default
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.providers = (
                [
                    decode_provider(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["providers"], list)
                else value
            )
            model.default = data["default"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model if cls is ConfigProviders else cls(*(getattr(model, name) for name in ConfigProviders.__match_args__))
        )


decode_config_providers = ConfigProviders.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider import (
    Provider,  # noqa: E402
    decode_provider,  # noqa: E402
)
