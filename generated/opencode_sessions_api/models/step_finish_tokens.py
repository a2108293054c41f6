from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["StepFinishTokens"]

_FIELDS = frozenset(("input", "output", "reasoning", "cache", "total"))


@define(repr=False)
class StepFinishTokens(Model):
    """The tokens of one step."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("input", "input"),
        ("output", "output"),
        ("reasoning", "reasoning"),
        ("cache", "cache"),
        ("total", "total"),
    )

    input: int
    """The number of tokens sent to the model, without those read from its cache."""
    output: int
    """The number of tokens that the model wrote; since 1.14 without its reasoning."""
    reasoning: int
    """The number of tokens that the model used to reason."""
    cache: TokenCache
    """The tokens that went through the provider's prompt cache."""
    total: int | None = None
    """The number of all tokens, as the provider counts them. Since 1.1.65, if the provider
    tells."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("input"),
            get("output"),
            get("reasoning"),
            TokenCache.from_dict(value) if isinstance(value := get("cache"), dict) else value,
            get("total"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.token_cache import TokenCache  # noqa: E402
