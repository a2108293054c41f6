from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["SubtaskPart"]

_FIELDS = frozenset(("id", "sessionID", "messageID", "type", "agent", "description", "prompt", "model", "command"))


class SubtaskPart(Model):
    """A task that a subagent does in a session of its own. Since 1.0.98."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "message_id",
        "agent",
        "description",
        "prompt",
        "type",
        "model",
        "command",
        "additional_properties",
    )
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
    type: Literal["subtask"]
    """Always `subtask`."""
    model: PromptModel | None
    """The model that the subagent uses. Since 1.1.65."""
    command: str | None
    """The command that the task comes from, if any. Since 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        message_id: str,
        agent: str,
        description: str,
        prompt: str,
        type: Literal["subtask"] = "subtask",
        model: PromptModel | None = None,
        command: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.message_id = message_id
        self.agent = agent
        self.description = description
        self.prompt = prompt
        self.type = type
        self.model = model
        self.command = command
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.message_id = data["messageID"]
            model.agent = data["agent"]
            model.description = data["description"]
            model.prompt = data["prompt"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 7
        if "model" in data:
            model.model = decode_prompt_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
        if "command" in data:
            model.command = data["command"]
            known += 1
        else:
            model.command = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is SubtaskPart else cls(*(getattr(model, name) for name in SubtaskPart.__match_args__))


decode_subtask_part = SubtaskPart.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import (
    PromptModel,  # noqa: E402
    decode_prompt_model,  # noqa: E402
)
