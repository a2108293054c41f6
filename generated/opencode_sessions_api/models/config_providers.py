from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.string_map import StringMap

__all__ = ["ConfigProviders"]

_FIELDS = frozenset(("providers", "default"))


@define(repr=False)
class ConfigProviders(Model):
    """The providers that can be used."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("providers", "providers"), ("default", "default"))

    providers: list[Provider]
    """The providers."""
    default: StringMap
    """The model that is used if only the provider is named, by the provider's identifier."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            [
                Provider.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("providers"), list)
            else value,
            get("default"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider import Provider  # noqa: E402
