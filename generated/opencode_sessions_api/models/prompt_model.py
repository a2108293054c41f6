from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["PromptModel"]

_FIELDS = frozenset(("providerID", "modelID"))


class PromptModel(Model):
    """A model, as a prompt names it. A session names it differently, see `SessionModel`."""

    __slots__ = __match_args__ = ("provider_id", "model_id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("provider_id", "providerID"), ("model_id", "modelID"))

    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    model_id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, provider_id: str, model_id: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.provider_id = provider_id
        self.model_id = model_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.provider_id = data["providerID"]
            model.model_id = data["modelID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is PromptModel else cls(*(getattr(model, name) for name in PromptModel.__match_args__))


decode_prompt_model = PromptModel.from_dict
