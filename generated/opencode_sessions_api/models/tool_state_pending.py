from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStatePending"]

_FIELDS = frozenset(("status", "input", "raw"))


class ToolStatePending(Model):
    """The model is still writing the call."""

    __slots__ = __match_args__ = ("status", "input", "raw", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (("status", "status"), ("input", "input"), ("raw", "raw"))

    status: Literal["pending"]
    """Always `pending`."""
    input: ToolInput | None
    """Empty as yet. Since 1.0.0."""
    raw: str | None
    """The JSON of the arguments, as far as it is written; may be empty. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        status: Literal["pending"] = "pending",
        input: ToolInput | None = None,
        raw: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.input = input
        self.raw = raw
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.status = data["status"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "input" in data:
            model.input = data["input"]
            known += 1
        else:
            model.input = None
        if "raw" in data:
            model.raw = data["raw"]
            known += 1
        else:
            model.raw = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ToolStatePending
            else cls(*(getattr(model, name) for name in ToolStatePending.__match_args__))
        )


decode_tool_state_pending = ToolStatePending.from_dict
