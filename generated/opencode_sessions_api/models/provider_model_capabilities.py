from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelCapabilities"]

_FIELDS = frozenset(("temperature", "reasoning", "attachment", "toolcall", "input", "output", "interleaved"))


@define(repr=False)
class ProviderModelCapabilities(Model):
    """What a model can do."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("temperature", "temperature"),
        ("reasoning", "reasoning"),
        ("attachment", "attachment"),
        ("toolcall", "toolcall"),
        ("input", "input"),
        ("output", "output"),
        ("interleaved", "interleaved"),
    )

    temperature: bool
    """Whether it has a temperature to set."""
    reasoning: bool
    """Whether it can reason."""
    attachment: bool
    """Whether it takes files."""
    toolcall: bool
    """Whether it can call tools."""
    input: ProviderModelMedia
    """What it takes."""
    output: ProviderModelMedia
    """What it gives."""
    interleaved: Any = None
    """Whether it can reason between tool calls, `true` or `false`, or an object whose `field`
    names where it writes that."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("temperature"),
            get("reasoning"),
            get("attachment"),
            get("toolcall"),
            ProviderModelMedia.from_dict(value) if isinstance(value := get("input"), dict) else value,
            ProviderModelMedia.from_dict(value) if isinstance(value := get("output"), dict) else value,
            get("interleaved"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_media import ProviderModelMedia  # noqa: E402
