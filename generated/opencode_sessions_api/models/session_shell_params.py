from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["SessionShellParams"]

_FIELDS = frozenset(("agent", "command", "model", "messageID"))


class SessionShellParams(Model):
    """The body of `POST /session/{sessionID}/shell`."""

    __slots__ = __match_args__ = ("agent", "command", "model", "message_id", "additional_properties")
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("agent", "agent"),
        ("command", "command"),
        ("model", "model"),
        ("message_id", "messageID"),
    )

    agent: str
    """The agent that the messages name, such as `build`; every server requires it."""
    command: str
    """The command line, for the shell of the server's user."""
    model: PromptModel | None
    """The model that the messages name; by default the one used last. Since 1.0.98."""
    message_id: str | None
    """The identifier that the message shall have. Better left out, as in a prompt. Since 1.14."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        agent: str,
        command: str,
        model: PromptModel | None = None,
        message_id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.agent = agent
        self.command = command
        self.model = model
        self.message_id = message_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.agent = data["agent"]
            model.command = data["command"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 2
        if "model" in data:
            model.model = decode_prompt_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
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
            if cls is SessionShellParams
            else cls(*(getattr(model, name) for name in SessionShellParams.__match_args__))
        )


decode_session_shell_params = SessionShellParams.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import (
    PromptModel,  # noqa: E402
    decode_prompt_model,  # noqa: E402
)
