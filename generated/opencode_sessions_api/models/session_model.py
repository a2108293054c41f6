from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionModel"]

_FIELDS = frozenset(("id", "providerID", "variant"))


@define(repr=False)
class SessionModel(Model):
    """A model, as a session names it. A prompt names it differently, see `PromptModel`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("provider_id", "providerID"),
        ("variant", "variant"),
    )

    id: str
    """The model's identifier at its provider, such as `claude-sonnet-4-5`."""
    provider_id: str
    """The provider's identifier, such as `anthropic`."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort; `default` for none."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("providerID"),
            get("variant"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
