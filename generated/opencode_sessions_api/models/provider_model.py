from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.provider_model_variants import ProviderModelVariants
    from opencode_sessions_api.models.string_map import StringMap

__all__ = ["ProviderModel"]

_FIELDS = frozenset(
    (
        "id",
        "name",
        "cost",
        "limit",
        "providerID",
        "family",
        "api",
        "status",
        "capabilities",
        "options",
        "headers",
        "release_date",
        "variants",
        "attachment",
        "reasoning",
        "temperature",
        "tool_call",
        "modalities",
    )
)


class ProviderModel(Model):
    """A model and what it can do. Servers since 1.0.185 tell the abilities in `capabilities`, older ones
    in fields of their own."""

    __slots__ = __match_args__ = (
        "id",
        "name",
        "cost",
        "limit",
        "provider_id",
        "family",
        "api",
        "status",
        "capabilities",
        "options",
        "headers",
        "release_date",
        "variants",
        "attachment",
        "reasoning",
        "temperature",
        "tool_call",
        "modalities",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("name", "name"),
        ("cost", "cost"),
        ("limit", "limit"),
        ("provider_id", "providerID"),
        ("family", "family"),
        ("api", "api"),
        ("status", "status"),
        ("capabilities", "capabilities"),
        ("options", "options"),
        ("headers", "headers"),
        ("release_date", "release_date"),
        ("variants", "variants"),
        ("attachment", "attachment"),
        ("reasoning", "reasoning"),
        ("temperature", "temperature"),
        ("tool_call", "tool_call"),
        ("modalities", "modalities"),
    )

    _secrets: ClassVar[frozenset[str]] = frozenset(("options", "headers"))

    id: str
    """The model's identifier, such as `claude-sonnet-4-5`; prompts name it as `modelID`."""
    name: str
    """The name to show."""
    cost: ProviderModelCost
    """What a model costs, in US dollars for a million tokens; 0 if it is free or not known."""
    limit: ProviderModelLimit
    """How many tokens a model takes and gives."""
    provider_id: str | None
    """The provider's identifier. Since 1.0.185."""
    family: str | None
    """The family that the model belongs to, such as `claude-sonnet`; may be empty. Since
    1.0.185."""
    api: ProviderModelApi | None
    """How the model is reached. Since 1.0.185."""
    status: str | None
    """How mature the model is - `alpha`, `beta`, `active` or `deprecated`. Since 1.0.0."""
    capabilities: ProviderModelCapabilities | None
    """What the model can do. Since 1.0.185."""
    options: Metadata | None
    """Settings for calls of the model; may be left out on older servers."""
    headers: StringMap | None
    """HTTP headers that are sent with calls of the model. Since 1.0.0."""
    release_date: str | None
    """When the model came out, such as `2025-08-07`; may be empty or left out."""
    variants: ProviderModelVariants | None
    """The variants that a prompt can name. Since 1.1.11."""
    attachment: bool | None
    """Whether the model takes files. Up to 1.0.98."""
    reasoning: bool | None
    """Whether the model can reason. Up to 1.0.98."""
    temperature: bool | None
    """Whether the model has a temperature to set. Up to 1.0.98."""
    tool_call: bool | None
    """Whether the model can call tools. Up to 1.0.98."""
    modalities: ProviderModelModalities | None
    """What the model takes and gives. Up to 1.0.98."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        name: str,
        cost: ProviderModelCost,
        limit: ProviderModelLimit,
        provider_id: str | None = None,
        family: str | None = None,
        api: ProviderModelApi | None = None,
        status: str | None = None,
        capabilities: ProviderModelCapabilities | None = None,
        options: Metadata | None = None,
        headers: StringMap | None = None,
        release_date: str | None = None,
        variants: ProviderModelVariants | None = None,
        attachment: bool | None = None,
        reasoning: bool | None = None,
        temperature: bool | None = None,
        tool_call: bool | None = None,
        modalities: ProviderModelModalities | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.name = name
        self.cost = cost
        self.limit = limit
        self.provider_id = provider_id
        self.family = family
        self.api = api
        self.status = status
        self.capabilities = capabilities
        self.options = options
        self.headers = headers
        self.release_date = release_date
        self.variants = variants
        self.attachment = attachment
        self.reasoning = reasoning
        self.temperature = temperature
        self.tool_call = tool_call
        self.modalities = modalities
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.name = data["name"]
            model.cost = decode_provider_model_cost(value) if isinstance(value := data["cost"], dict) else value
            model.limit = decode_provider_model_limit(value) if isinstance(value := data["limit"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "providerID" in data:
            model.provider_id = data["providerID"]
            known += 1
        else:
            model.provider_id = None
        if "family" in data:
            model.family = data["family"]
            known += 1
        else:
            model.family = None
        if "api" in data:
            model.api = decode_provider_model_api(value) if isinstance(value := data["api"], dict) else value
            known += 1
        else:
            model.api = None
        if "status" in data:
            model.status = data["status"]
            known += 1
        else:
            model.status = None
        if "capabilities" in data:
            model.capabilities = (
                decode_provider_model_capabilities(value) if isinstance(value := data["capabilities"], dict) else value
            )
            known += 1
        else:
            model.capabilities = None
        if "options" in data:
            model.options = data["options"]
            known += 1
        else:
            model.options = None
        if "headers" in data:
            model.headers = data["headers"]
            known += 1
        else:
            model.headers = None
        if "release_date" in data:
            model.release_date = data["release_date"]
            known += 1
        else:
            model.release_date = None
        if "variants" in data:
            model.variants = data["variants"]
            known += 1
        else:
            model.variants = None
        if "attachment" in data:
            model.attachment = data["attachment"]
            known += 1
        else:
            model.attachment = None
        if "reasoning" in data:
            model.reasoning = data["reasoning"]
            known += 1
        else:
            model.reasoning = None
        if "temperature" in data:
            model.temperature = data["temperature"]
            known += 1
        else:
            model.temperature = None
        if "tool_call" in data:
            model.tool_call = data["tool_call"]
            known += 1
        else:
            model.tool_call = None
        if "modalities" in data:
            model.modalities = (
                decode_provider_model_modalities(value) if isinstance(value := data["modalities"], dict) else value
            )
            known += 1
        else:
            model.modalities = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is ProviderModel else cls(*(getattr(model, name) for name in ProviderModel.__match_args__))


decode_provider_model = ProviderModel.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_api import (
    ProviderModelApi,  # noqa: E402
    decode_provider_model_api,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_capabilities import (
    ProviderModelCapabilities,  # noqa: E402
    decode_provider_model_capabilities,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_cost import (
    ProviderModelCost,  # noqa: E402
    decode_provider_model_cost,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_limit import (
    ProviderModelLimit,  # noqa: E402
    decode_provider_model_limit,  # noqa: E402
)
from opencode_sessions_api.models.provider_model_modalities import (
    ProviderModelModalities,  # noqa: E402
    decode_provider_model_modalities,  # noqa: E402
)
