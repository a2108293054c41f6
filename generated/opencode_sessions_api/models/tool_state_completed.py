from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateCompleted"]

_FIELDS = frozenset(("status", "input", "output", "title", "metadata", "time", "attachments"))


class ToolStateCompleted(Model):
    """The tool is done."""

    __slots__ = __match_args__ = (
        "input",
        "output",
        "title",
        "metadata",
        "time",
        "status",
        "attachments",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("status", "status"),
        ("input", "input"),
        ("output", "output"),
        ("title", "title"),
        ("metadata", "metadata"),
        ("time", "time"),
        ("attachments", "attachments"),
    )

    input: ToolInput
    """The arguments of a tool call, as the tool defines them."""
    output: str
    """The text that the model gets as the tool's result."""
    title: str
    """What the tool did, in a few words; may be empty."""
    metadata: Metadata
    """What else the tool tells, such as the exit status of a command or the diff of an edit."""
    time: ToolStateCompletedTime
    """When a tool began and ended."""
    status: Literal["completed"]
    """Always `completed`."""
    attachments: list[FilePart] | None
    """Files that the model gets with the result, such as an image that was read. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        input: ToolInput,
        output: str,
        title: str,
        metadata: Metadata,
        time: ToolStateCompletedTime,
        status: Literal["completed"] = "completed",
        attachments: list[FilePart] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.input = input
        self.output = output
        self.title = title
        self.metadata = metadata
        self.time = time
        self.status = status
        self.attachments = attachments
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.input = data["input"]
            model.output = data["output"]
            model.title = data["title"]
            model.metadata = data["metadata"]
            model.time = decode_tool_state_completed_time(value) if isinstance(value := data["time"], dict) else value
            model.status = data["status"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 6
        if "attachments" in data:
            model.attachments = (
                [
                    decode_file_part(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["attachments"], list)
                else value
            )
            known += 1
        else:
            model.attachments = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is ToolStateCompleted
            else cls(*(getattr(model, name) for name in ToolStateCompleted.__match_args__))
        )


decode_tool_state_completed = ToolStateCompleted.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part import (
    FilePart,  # noqa: E402
    decode_file_part,  # noqa: E402
)
from opencode_sessions_api.models.tool_state_completed_time import (
    ToolStateCompletedTime,  # noqa: E402
    decode_tool_state_completed_time,  # noqa: E402
)
