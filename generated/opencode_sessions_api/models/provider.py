from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.provider_models import ProviderModels

__all__ = ["Provider"]

_FIELDS = frozenset(("id", "name", "env", "models", "source", "key", "options", "api", "npm", "doc"))


class Provider(Model):
    """A provider of models."""

    __slots__ = __match_args__ = (
        "id",
        "name",
        "env",
        "models",
        "source",
        "key",
        "options",
        "api",
        "npm",
        "doc",
        "additional_properties",
    )
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
    source: str | None
    """Where the server has the provider from - `env` (a variable with a key), `config`, `api`
    (a key that was stored) or `custom` (built in). Since 1.0.185."""
    key: str | None
    """The key itself, in plain text, if the server has it. Since 1.0.185."""
    options: Metadata | None
    """Settings such as `baseURL`; may hold a key as `apiKey`. Since 1.0.185."""
    api: str | None
    """The address of the provider's interface. Up to 1.0.98."""
    npm: str | None
    """The package that speaks to the provider. Up to 1.0.98; newer servers tell it by model."""
    doc: str | None
    """The web address of the provider's documentation. Up to 1.0.98."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        name: str,
        env: list[str],
        models: ProviderModels,
        source: str | None = None,
        key: str | None = None,
        options: Metadata | None = None,
        api: str | None = None,
        npm: str | None = None,
        doc: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.name = name
        self.env = env
        self.models = models
        self.source = source
        self.key = key
        self.options = options
        self.api = api
        self.npm = npm
        self.doc = doc
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.name = data["name"]
            model.env = data["env"]
            model.models = (
                {
                    key: decode_provider_model(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for key, item_of_value in value.items()
                }
                if isinstance(value := data["models"], dict)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "source" in data:
            model.source = data["source"]
            known += 1
        else:
            model.source = None
        if "key" in data:
            model.key = data["key"]
            known += 1
        else:
            model.key = None
        if "options" in data:
            model.options = data["options"]
            known += 1
        else:
            model.options = None
        if "api" in data:
            model.api = data["api"]
            known += 1
        else:
            model.api = None
        if "npm" in data:
            model.npm = data["npm"]
            known += 1
        else:
            model.npm = None
        if "doc" in data:
            model.doc = data["doc"]
            known += 1
        else:
            model.doc = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Provider else cls(*(getattr(model, name) for name in Provider.__match_args__))


decode_provider = Provider.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model import (
    decode_provider_model,  # noqa: E402
)
