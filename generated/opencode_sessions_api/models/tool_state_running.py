from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateRunning"]

_FIELDS = frozenset(("status", "input", "time", "title", "metadata", "raw"))


@define(repr=False)
class ToolStateRunning(Model):
    """The tool is at work, or waits for a permission."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("status", "status"),
        ("input", "input"),
        ("time", "time"),
        ("title", "title"),
        ("metadata", "metadata"),
        ("raw", "raw"),
    )

    input: ToolInput
    """The arguments of a tool call, as the tool defines them."""
    time: ToolStateRunningTime
    """Since when a tool is at work."""
    status: Literal["running"] = "running"
    """Always `running`."""
    title: str | None = None
    """What the tool is doing, in a few words."""
    metadata: Metadata | None = None
    """What the tool tells so far, such as the output of a command."""
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
            ToolStateRunningTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("status"),
            get("title"),
            get("metadata"),
            get("raw"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.tool_state_running_time import ToolStateRunningTime  # noqa: E402
