from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateError"]

_FIELDS = frozenset(("status", "input", "error", "time", "metadata", "raw"))


@define(repr=False)
class ToolStateError(Model):
    """The tool failed, or was refused a permission. (An aborted tool may be in this state, or completed
    with what it had.)"""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("status", "status"),
        ("input", "input"),
        ("error", "error"),
        ("time", "time"),
        ("metadata", "metadata"),
        ("raw", "raw"),
    )

    input: ToolInput
    """The arguments of a tool call, as the tool defines them."""
    error: str
    """Why it failed; the model gets to read it."""
    time: ToolStateErrorTime
    """When a tool began and failed."""
    status: Literal["error"] = "error"
    """Always `error`."""
    metadata: Metadata | None = None
    """What the tool told before it failed."""
    raw: str | None = None
    """The JSON of the arguments as the model wrote it. Rare, 1.14 sends it."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("input"),
            get("error"),
            ToolStateErrorTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("status"),
            get("metadata"),
            get("raw"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.tool_state_error_time import ToolStateErrorTime  # noqa: E402
