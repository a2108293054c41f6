from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionSummarizeParams"]

_FIELDS = frozenset(("providerID", "modelID", "auto"))


@define(repr=False)
class SessionSummarizeParams(Model):
    """The body of `POST /session/{sessionID}/summarize`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
        ("auto", "auto"),
    )

    provider_id: str
    """The provider of the model that writes the summary, such as `anthropic`."""
    model_id: str
    """The model that writes the summary, such as `claude-sonnet-4-5`."""
    auto: bool | None = None
    """Says that no person asked for it, and tells the agent to go on with its work afterwards;
    `false` by default. Since 1.1.11."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("providerID"),
            get("modelID"),
            get("auto"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
