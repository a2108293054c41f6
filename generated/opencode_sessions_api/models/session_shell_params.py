from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionShellParams"]

_FIELDS = frozenset(("agent", "command", "model", "messageID"))


@define(repr=False)
class SessionShellParams(Model):
    """The body of `POST /session/{sessionID}/shell`."""

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
    model: PromptModel | None = None
    """The model that the messages name; by default the one used last. Since 1.0.98."""
    message_id: str | None = None
    """The identifier that the message shall have. Better left out, as in a prompt. Since 1.14."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("agent"),
            get("command"),
            PromptModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("messageID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import PromptModel  # noqa: E402
