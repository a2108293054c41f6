from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStatePending"]

_FIELDS = frozenset(("status", "input", "raw"))


@define(repr=False)
class ToolStatePending(Model):
    """The model is still writing the call."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("status", "status"), ("input", "input"), ("raw", "raw"))

    status: Literal["pending"] = "pending"
    """Always `pending`."""
    input: ToolInput | None = None
    """Empty as yet. Since 1.0.0."""
    raw: str | None = None
    """The JSON of the arguments, as far as it is written; may be empty. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("status"),
            get("input"),
            get("raw"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
