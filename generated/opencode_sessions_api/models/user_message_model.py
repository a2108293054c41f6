from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["UserMessageModel"]

_FIELDS = frozenset(("providerID", "modelID", "variant"))


class UserMessageModel(Model):
    """The model that a prompt asked."""

    __slots__ = __match_args__ = ("provider_id", "model_id", "variant", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
        ("variant", "variant"),
    )

    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    model_id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""
    variant: str | None
    """A variant of the model, such as `high`. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        provider_id: str,
        model_id: str,
        variant: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.provider_id = provider_id
        self.model_id = model_id
        self.variant = variant
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
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is UserMessageModel
            else cls(*(getattr(model, name) for name in UserMessageModel.__match_args__))
        )


decode_user_message_model = UserMessageModel.from_dict
