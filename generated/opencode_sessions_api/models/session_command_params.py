from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionCommandParams"]

_FIELDS = frozenset(("command", "arguments", "agent", "model", "variant", "parts", "messageID"))


class SessionCommandParams(Model):
    """The body of `POST /session/{sessionID}/command`."""

    __slots__ = __match_args__ = (
        "command",
        "arguments",
        "agent",
        "model",
        "variant",
        "parts",
        "message_id",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("command", "command"),
        ("arguments", "arguments"),
        ("agent", "agent"),
        ("model", "model"),
        ("variant", "variant"),
        ("parts", "parts"),
        ("message_id", "messageID"),
    )

    command: str
    """The command's name, without a slash."""
    arguments: str
    """What to put into the command's template: all of it for `$ARGUMENTS`, its words for `$1`,
    `$2` and so on. May be empty."""
    agent: str | None
    """The agent that answers, unless the command has its own."""
    model: str | None
    """The model to use, unless the command has its own, as one text `provider/model` such as
    `anthropic/claude-sonnet-4-5`."""
    variant: str | None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    parts: list[FilePartInput] | None
    """Files to send with the prompt. Since 1.1.11."""
    message_id: str | None
    """The identifier that the prompt's message shall have. Better left out, as in a prompt."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        command: str,
        arguments: str,
        agent: str | None = None,
        model: str | None = None,
        variant: str | None = None,
        parts: list[FilePartInput] | None = None,
        message_id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.command = command
        self.arguments = arguments
        self.agent = agent
        self.model = model
        self.variant = variant
        self.parts = parts
        self.message_id = message_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.command = data["command"]
            model.arguments = data["arguments"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "model" in data:
            model.model = data["model"]
            known += 1
        else:
            model.model = None
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        if "parts" in data:
            model.parts = (
                [
                    decode_file_part_input(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                    for item_of_value in value
                ]
                if isinstance(value := data["parts"], list)
                else value
            )
            known += 1
        else:
            model.parts = None
        if "messageID" in data:
            model.message_id = data["messageID"]
            known += 1
        else:
            model.message_id = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is SessionCommandParams
            else cls(*(getattr(model, name) for name in SessionCommandParams.__match_args__))
        )


decode_session_command_params = SessionCommandParams.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_input import (
    FilePartInput,  # noqa: E402
    decode_file_part_input,  # noqa: E402
)
