from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["SessionCommandParams"]

_FIELDS = frozenset(("command", "arguments", "agent", "model", "variant", "parts", "messageID"))


@define(repr=False)
class SessionCommandParams(Model):
    """The body of `POST /session/{sessionID}/command`."""

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
    agent: str | None = None
    """The agent that answers, unless the command has its own."""
    model: str | None = None
    """The model to use, unless the command has its own, as one text `provider/model` such as
    `anthropic/claude-sonnet-4-5`."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    parts: list[FilePartInput] | None = None
    """Files to send with the prompt. Since 1.1.11."""
    message_id: str | None = None
    """The identifier that the prompt's message shall have. Better left out, as in a prompt."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("command"),
            get("arguments"),
            get("agent"),
            get("model"),
            get("variant"),
            [
                FilePartInput.from_dict(item_of_value) if isinstance(item_of_value, dict) else item_of_value
                for item_of_value in value
            ]
            if isinstance(value := get("parts"), list)
            else value,
            get("messageID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.file_part_input import FilePartInput  # noqa: E402
