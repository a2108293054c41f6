from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelCapabilities"]

_FIELDS = frozenset(("temperature", "reasoning", "attachment", "toolcall", "input", "output", "interleaved"))


class ProviderModelCapabilities(Model):
    """What a model can do."""

    __slots__ = __match_args__ = (
        "temperature",
        "reasoning",
        "attachment",
        "toolcall",
        "input",
        "output",
        "interleaved",
        "additional_properties",
    )
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
    interleaved: Any
    """Whether it can reason between tool calls, `true` or `false`, or an object whose `field`
    names where it writes that."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        temperature: bool,
        reasoning: bool,
        attachment: bool,
        toolcall: bool,
        input: ProviderModelMedia,
        output: ProviderModelMedia,
        interleaved: Any = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.temperature = temperature
        self.reasoning = reasoning
        self.attachment = attachment
        self.toolcall = toolcall
        self.input = input
        self.output = output
        self.interleaved = interleaved
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.temperature = data["temperature"]
            model.reasoning = data["reasoning"]
            model.attachment = data["attachment"]
            model.toolcall = data["toolcall"]
            model.input = decode_provider_model_media(value) if isinstance(value := data["input"], dict) else value
            model.output = decode_provider_model_media(value) if isinstance(value := data["output"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        if "interleaved" in data:
            model.interleaved = data["interleaved"]
            known += 1
        else:
            model.interleaved = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelCapabilities
            else cls(*(getattr(model, name) for name in ProviderModelCapabilities.__match_args__))
        )


decode_provider_model_capabilities = ProviderModelCapabilities.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_model_media import (
    ProviderModelMedia,  # noqa: E402
    decode_provider_model_media,  # noqa: E402
)
