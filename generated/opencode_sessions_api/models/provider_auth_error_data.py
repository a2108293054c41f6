from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["ProviderAuthErrorData"]

_FIELDS = frozenset(("providerID", "message"))


class ProviderAuthErrorData(Model):
    """Which provider lacks credentials."""

    __slots__ = __match_args__ = ("provider_id", "message", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("provider_id", "providerID"), ("message", "message"))

    provider_id: str
    """The provider's identifier."""
    message: str
    """What is wrong."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(self, provider_id: str, message: str, additional_properties: dict[str, Any] | None = None) -> None:
        self.provider_id = provider_id
        self.message = message
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.provider_id = data["providerID"]
            model.message = data["message"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ProviderAuthErrorData
            else cls(*(getattr(model, name) for name in ProviderAuthErrorData.__match_args__))
        )


decode_provider_auth_error_data = ProviderAuthErrorData.from_dict
