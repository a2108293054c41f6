from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionInitParams"]

_FIELDS = frozenset(("messageID", "providerID", "modelID"))


@define(repr=False)
class SessionInitParams(Model):
    """The body of `POST /session/{sessionID}/init`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("message_id", "messageID"),
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
    )

    message_id: str
    """The identifier that the prompt's message shall have. It must sort after those of the
    messages that exist: `msg_`, then 12 hexadecimal digits (the low 48 bits of the epoch
    milliseconds times 4096, plus a counter), then 14 random letters or digits."""
    provider_id: str
    """The model's provider, such as `anthropic`."""
    model_id: str
    """The model, such as `claude-sonnet-4-5`."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("messageID"),
            get("providerID"),
            get("modelID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
