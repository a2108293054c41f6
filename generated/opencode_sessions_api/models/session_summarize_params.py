from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionSummarizeParams"]

_FIELDS = frozenset(("providerID", "modelID", "auto"))


class SessionSummarizeParams(Model):
    """The body of `POST /session/{sessionID}/summarize`."""

    __slots__ = __match_args__ = ("provider_id", "model_id", "auto", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
        ("auto", "auto"),
    )

    provider_id: str
    """The provider of the model that writes the summary, such as `anthropic`."""
    model_id: str
    """The model that writes the summary, such as `claude-sonnet-4-5`."""
    auto: bool | None
    """Says that no person asked for it, and tells the agent to go on with its work afterwards;
    `false` by default. Since 1.1.11."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        provider_id: str,
        model_id: str,
        auto: bool | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.provider_id = provider_id
        self.model_id = model_id
        self.auto = auto
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
        if "auto" in data:
            model.auto = data["auto"]
            known += 1
        else:
            model.auto = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionSummarizeParams
            else cls(*(getattr(model, name) for name in SessionSummarizeParams.__match_args__))
        )


decode_session_summarize_params = SessionSummarizeParams.from_dict
