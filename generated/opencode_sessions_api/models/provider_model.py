from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

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


@define(repr=False)
class ProviderModel(Model):
    """A model and what it can do. Servers since 1.0.185 tell the abilities in `capabilities`, older ones
    in fields of their own."""

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
    provider_id: str | None = None
    """The provider's identifier. Since 1.0.185."""
    family: str | None = None
    """The family that the model belongs to, such as `claude-sonnet`; may be empty. Since
    1.0.185."""
    api: ProviderModelApi | None = None
    """How the model is reached. Since 1.0.185."""
    status: str | None = None
    """How mature the model is - `alpha`, `beta`, `active` or `deprecated`. Since 1.0.0."""
    capabilities: ProviderModelCapabilities | None = None
    """What the model can do. Since 1.0.185."""
    options: Metadata | None = None
    """Settings for calls of the model; may be left out on older servers."""
    headers: StringMap | None = None
    """HTTP headers that are sent with calls of the model. Since 1.0.0."""
    release_date: str | None = None
    """When the model came out, such as `2025-08-07`; may be empty or left out."""
    variants: ProviderModelVariants | None = None
    """The variants that a prompt can name. Since 1.1.11."""
    attachment: bool | None = None
    """Whether the model takes files. Up to 1.0.98."""
    reasoning: bool | None = None
    """Whether the model can reason. Up to 1.0.98."""
    temperature: bool | None = None
    """Whether the model has a temperature to set. Up to 1.0.98."""
    tool_call: bool | None = None
    """Whether the model can call tools. Up to 1.0.98."""
    modalities: ProviderModelModalities | None = None
    """What the model takes and gives. Up to 1.0.98."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("name"),
            ProviderModelCost.from_dict(value) if isinstance(value := get("cost"), dict) else value,
            ProviderModelLimit.from_dict(value) if isinstance(value := get("limit"), dict) else value,
            get("providerID"),
            get("family"),
            ProviderModelApi.from_dict(value) if isinstance(value := get("api"), dict) else value,
            get("status"),
            ProviderModelCapabilities.from_dict(value) if isinstance(value := get("capabilities"), dict) else value,
            get("options"),
            get("headers"),
            get("release_date"),
            get("variants"),
            get("attachment"),
            get("reasoning"),
            get("temperature"),
            get("tool_call"),
            ProviderModelModalities.from_dict(value) if isinstance(value := get("modalities"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_api import ProviderModelApi  # noqa: E402
from opencode_sessions_api.models.provider_model_capabilities import ProviderModelCapabilities  # noqa: E402
from opencode_sessions_api.models.provider_model_cost import ProviderModelCost  # noqa: E402
from opencode_sessions_api.models.provider_model_limit import ProviderModelLimit  # noqa: E402
from opencode_sessions_api.models.provider_model_modalities import ProviderModelModalities  # noqa: E402
