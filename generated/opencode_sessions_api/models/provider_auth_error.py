from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["ProviderAuthError"]

_FIELDS = frozenset(("name", "data"))


@define(repr=False)
class ProviderAuthError(Model):
    """The server has no valid credentials for the model's provider."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("name", "name"), ("data", "data"))

    data: ProviderAuthErrorData
    """Which provider lacks credentials."""
    name: Literal["ProviderAuthError"] = "ProviderAuthError"
    """Always `ProviderAuthError`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            ProviderAuthErrorData.from_dict(value) if isinstance(value := get("data"), dict) else value,
            get("name"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.provider_auth_error_data import ProviderAuthErrorData  # noqa: E402
