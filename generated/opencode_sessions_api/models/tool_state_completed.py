from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tool_input import ToolInput

__all__ = ["ToolStateCompleted"]

_FIELDS = frozenset(("status", "input", "output", "title", "metadata", "time", "attachments"))


@define(repr=False)
class ToolStateCompleted(Model):
    """The tool is done."""

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
    status: Literal["completed"] = "completed"
    """Always `completed`."""
    attachments: list[FilePart] | None = None
    """Files that the model gets with the result, such as an image that was read. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("input"),
            get("output"),
            get("title"),
            get("metadata"),
            ToolStateCompletedTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("status"),
            [
                FilePart.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("attachments"), list)
            else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part import FilePart  # noqa: E402
from opencode_sessions_api.models.tool_state_completed_time import ToolStateCompletedTime  # noqa: E402
