from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelModalities"]

_FIELDS = frozenset(("input", "output"))


class ProviderModelModalities(Model):
    """Kinds of content that a model takes and gives. Up to 1.0.98."""

    __slots__ = __match_args__ = ("input", "output", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("input", "input"), ("output", "output"))

    input: list[str] | None
    """What it takes - `text`, `audio`, `image`, `video` or `pdf`."""
    output: list[str] | None
    """What it gives - `text`, `audio`, `image`, `video` or `pdf`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: list[str] | None = None,
        output: list[str] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.output = output
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        known = 0
        if "input" in data:
            model.input = data["input"]
            known += 1
        else:
            model.input = None
        if "output" in data:
            model.output = data["output"]
            known += 1
        else:
            model.output = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelModalities
            else cls(*(getattr(model, name) for name in ProviderModelModalities.__match_args__))
        )


decode_provider_model_modalities = ProviderModelModalities.from_dict
