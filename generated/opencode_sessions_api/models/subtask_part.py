from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SubtaskPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "agent", "description", "prompt", "model", "command"))


@define(repr=False)
class SubtaskPart(Model):
    """A task that a subagent does in a session of its own. Since 1.0.98."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("message_id", "messageID"),
        ("type", "type"),
        ("agent", "agent"),
        ("description", "description"),
        ("prompt", "prompt"),
        ("model", "model"),
        ("command", "command"),
    )

    id: str
    """The part's identifier, `prt_…`."""
    session_id: str
    """The session that the part belongs to."""
    message_id: str
    """The message that the part belongs to."""
    agent: str
    """The subagent's name, such as `general`."""
    description: str
    """The task in a few words."""
    prompt: str
    """What the subagent is told."""
    type: Literal["subtask"] = "subtask"
    """Always `subtask`."""
    model: PromptModel | None = None
    """The model that the subagent uses. Since 1.1.65."""
    command: str | None = None
    """The command that the task comes from, if any. Since 1.0.185."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("messageID"),
            get("agent"),
            get("description"),
            get("prompt"),
            get("type"),
            PromptModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("command"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import PromptModel  # noqa: E402
