from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelLimit"]

_FIELDS = frozenset(("context", "output", "input"))


@define(repr=False)
class ProviderModelLimit(Model):
    """How many tokens a model takes and gives."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("context", "context"),
        ("output", "output"),
        ("input", "input"),
    )

    context: int
    """The greatest number of tokens of prompt and answer together; 0 if not known."""
    output: int
    """The greatest number of tokens of an answer; 0 if not known."""
    input: int | None = None
    """The greatest number of tokens of the prompt, if that is limited too. Since 1.1.65."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("context"),
            get("output"),
            get("input"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
