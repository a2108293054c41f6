from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderModelLimit"]

_FIELDS = frozenset(("context", "output", "input"))


class ProviderModelLimit(Model):
    """How many tokens a model takes and gives."""

    __slots__ = __match_args__ = ("context", "output", "input", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("context", "context"),
        ("output", "output"),
        ("input", "input"),
    )

    context: int
    """The greatest number of tokens of prompt and answer together; 0 if not known."""
    output: int
    """The greatest number of tokens of an answer; 0 if not known."""
    input: int | None
    """The greatest number of tokens of the prompt, if that is limited too. Since 1.1.65."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, context: int, output: int, input: int | None = None, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.context = context
        self.output = output
        self.input = input
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.context = data["context"]
            model.output = data["output"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "input" in data:
            model.input = data["input"]
            known += 1
        else:
            model.input = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderModelLimit
            else cls(*(getattr(model, name) for name in ProviderModelLimit.__match_args__))
        )


decode_provider_model_limit = ProviderModelLimit.from_dict
