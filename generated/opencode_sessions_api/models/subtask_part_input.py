from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

__all__ = ["SubtaskPartInput"]

_FIELDS = frozenset(("type", "agent", "description", "prompt", "id", "model", "command"))


class SubtaskPartInput(Model):
    """A task that a subagent does first, in a session of its own. Since 1.0.98."""

    __slots__ = __match_args__ = (
        "agent",
        "description",
        "prompt",
        "type",
        "id",
        "model",
        "command",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("type", "type"),
        ("agent", "agent"),
        ("description", "description"),
        ("prompt", "prompt"),
        ("id", "id"),
        ("model", "model"),
        ("command", "command"),
    )

    agent: str
    """The subagent's name, such as `general`."""
    description: str
    """The task in a few words, to be shown."""
    prompt: str
    """What to tell the subagent."""
    type: Literal["subtask"]
    """Always `subtask`."""
    id: str | None
    """The identifier that the part shall have, `prt_…`. Better left out."""
    model: PromptModel | None
    """The model that the subagent uses. Since 1.1.65."""
    command: str | None
    """The command that the task comes from, if any. Since 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        agent: str,
        description: str,
        prompt: str,
        type: Literal["subtask"] = "subtask",
        id: str | None = None,
        model: PromptModel | None = None,
        command: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.agent = agent
        self.description = description
        self.prompt = prompt
        self.type = type
        self.id = id
        self.model = model
        self.command = command
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.agent = data["agent"]
            model.description = data["description"]
            model.prompt = data["prompt"]
            model.type = data["type"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "id" in data:
            model.id = data["id"]
            known += 1
        else:
            model.id = None
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
        return (
            model
            if cls is SubtaskPartInput
            else cls(*(getattr(model, name) for name in SubtaskPartInput.__match_args__))
        )


decode_subtask_part_input = SubtaskPartInput.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import (
    PromptModel,  # noqa: E402
    decode_prompt_model,  # noqa: E402
)
