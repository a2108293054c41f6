from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelModalities"]

_FIELDS = frozenset(("input", "output"))


@define(repr=False)
class ProviderModelModalities(Model):
    """Kinds of content that a model takes and gives. Up to 1.0.98."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("input", "input"), ("output", "output"))

    input: list[str] | None = None
    """What it takes - `text`, `audio`, `image`, `video` or `pdf`."""
    output: list[str] | None = None
    """What it gives - `text`, `audio`, `image`, `video` or `pdf`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("input"),
            get("output"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
