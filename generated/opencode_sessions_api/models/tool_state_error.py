from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateError"]

_FIELDS = frozenset(("status", "input", "error", "time", "metadata", "raw"))


class ToolStateError(Model):
    """The tool failed, or was refused a permission. (An aborted tool may be in this state, or completed
    with what it had.)"""

    __slots__ = __match_args__ = ("input", "error", "time", "status", "metadata", "raw", "additional_properties")
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
    status: Literal["error"]
    """Always `error`."""
    metadata: Metadata | None
    """What the tool told before it failed."""
    raw: str | None
    """The JSON of the arguments as the model wrote it. Rare, 1.14 sends it."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: ToolInput,
        error: str,
        time: ToolStateErrorTime,
        status: Literal["error"] = "error",
        metadata: Metadata | None = None,
        raw: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.error = error
        self.time = time
        self.status = status
        self.metadata = metadata
        self.raw = raw
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.input = data["input"]
            model.error = data["error"]
            model.time = decode_tool_state_error_time(value) if isinstance(value := data["time"], dict) else value
            model.status = data["status"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
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
            model if cls is ToolStateError else cls(*(getattr(model, name) for name in ToolStateError.__match_args__))
        )


decode_tool_state_error = ToolStateError.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.tool_state_error_time import (
    ToolStateErrorTime,  # noqa: E402
    decode_tool_state_error_time,  # noqa: E402
)
