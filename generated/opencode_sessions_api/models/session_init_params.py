from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionInitParams"]

_FIELDS = frozenset(("messageID", "providerID", "modelID"))


class SessionInitParams(Model):
    """The body of `POST /session/{sessionID}/init`."""

    __slots__ = __match_args__ = ("message_id", "provider_id", "model_id", "additional_properties")
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
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self, message_id: str, provider_id: str, model_id: str, additional_properties: dict[str, Any] | None = None
    ) -> None:
        self.message_id = message_id
        self.provider_id = provider_id
        self.model_id = model_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.message_id = data["messageID"]
            model.provider_id = data["providerID"]
            model.model_id = data["modelID"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionInitParams
            else cls(*(getattr(model, name) for name in SessionInitParams.__match_args__))
        )


decode_session_init_params = SessionInitParams.from_dict
