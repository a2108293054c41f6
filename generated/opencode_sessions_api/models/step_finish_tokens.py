from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["StepFinishTokens"]

_FIELDS = frozenset(("input", "output", "reasoning", "cache", "total"))


class StepFinishTokens(Model):
    """The tokens of one step."""

    __slots__ = __match_args__ = ("input", "output", "reasoning", "cache", "total", "additional_properties")
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
    total: int | None
    """The number of all tokens, as the provider counts them. Since 1.1.65, if the provider
    tells."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: int,
        output: int,
        reasoning: int,
        cache: TokenCache,
        total: int | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.output = output
        self.reasoning = reasoning
        self.cache = cache
        self.total = total
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.input = data["input"]
            model.output = data["output"]
            model.reasoning = data["reasoning"]
            model.cache = decode_token_cache(value) if isinstance(value := data["cache"], dict) else value
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "total" in data:
            model.total = data["total"]
            known += 1
        else:
            model.total = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is StepFinishTokens
            else cls(*(getattr(model, name) for name in StepFinishTokens.__match_args__))
        )


decode_step_finish_tokens = StepFinishTokens.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.token_cache import (
    TokenCache,  # noqa: E402
    decode_token_cache,  # noqa: E402
)
