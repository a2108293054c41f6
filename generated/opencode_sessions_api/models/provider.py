from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.provider_models import ProviderModels

__all__ = ["Provider"]

_FIELDS = frozenset(("id", "name", "env", "models", "source", "key", "options", "api", "npm", "doc"))


@define(repr=False)
class Provider(Model):
    """A provider of models."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("name", "name"),
        ("env", "env"),
        ("models", "models"),
        ("source", "source"),
        ("key", "key"),
        ("options", "options"),
        ("api", "api"),
        ("npm", "npm"),
        ("doc", "doc"),
    )

    _secrets: ClassVar[frozenset[str]] = frozenset(("key", "options"))

    id: str
    """The provider's identifier, such as `anthropic`; prompts name it as `providerID`."""
    name: str
    """The name to show."""
    env: list[str]
    """The environment variables that may hold the key."""
    models: ProviderModels
    """The models of a provider, by the model's identifier."""
    source: str | None = None
    """Where the server has the provider from - `env` (a variable with a key), `config`, `api`
    (a key that was stored) or `custom` (built in). Since 1.0.185."""
    key: str | None = None
    """The key itself, in plain text, if the server has it. Since 1.0.185."""
    options: Metadata | None = None
    """Settings such as `baseURL`; may hold a key as `apiKey`. Since 1.0.185."""
    api: str | None = None
    """The address of the provider's interface. Up to 1.0.98."""
    npm: str | None = None
    """The package that speaks to the provider. Up to 1.0.98; newer servers tell it by model."""
    doc: str | None = None
    """The web address of the provider's documentation. Up to 1.0.98."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("name"),
            get("env"),
            {
                key: ProviderModel.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for key, item_of_value in value.items()
            }
            if isinstance(value := get("models"), dict)
            else value,
            get("source"),
            get("key"),
            get("options"),
            get("api"),
            get("npm"),
            get("doc"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model import ProviderModel  # noqa: E402
