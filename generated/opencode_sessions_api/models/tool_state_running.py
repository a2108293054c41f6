from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateRunning"]

_FIELDS = frozenset(("status", "input", "time", "title", "metadata", "raw"))


class ToolStateRunning(Model):
    """The tool is at work, or waits for a permission."""

    __slots__ = __match_args__ = ("input", "time", "status", "title", "metadata", "raw", "additional_properties")
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
    status: Literal["running"]
    """Always `running`."""
    title: str | None
    """What the tool is doing, in a few words."""
    metadata: Metadata | None
    """What the tool tells so far, such as the output of a command."""
    raw: str | None
    """The JSON of the arguments as the model wrote it. Rare, 1.14 sends it."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: ToolInput,
        time: ToolStateRunningTime,
        status: Literal["running"] = "running",
        title: str | None = None,
        metadata: Metadata | None = None,
        raw: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.time = time
        self.status = status
        self.title = title
        self.metadata = metadata
        self.raw = raw
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.input = data["input"]
            model.time = decode_tool_state_running_time(value) if isinstance(value := data["time"], dict) else value
            model.status = data["status"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 3
        if "title" in data:
            model.title = data["title"]
            known += 1
        else:
            model.title = None
        if "metadata" in data:
            model.metadata = data["metadata"]
            known += 1
        else:
            model.metadata = None
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
            if cls is ToolStateRunning
            else cls(*(getattr(model, name) for name in ToolStateRunning.__match_args__))
        )


decode_tool_state_running = ToolStateRunning.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.tool_state_running_time import (
    ToolStateRunningTime,  # noqa: E402
    decode_tool_state_running_time,  # noqa: E402
)
