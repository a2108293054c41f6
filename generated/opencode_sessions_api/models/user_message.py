from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

__all__ = ["UserMessage"]

_FIELDS = frozenset(
    ("id", "sessionID", "role", "time", "agent", "model", "variant", "system", "tools", "format", "summary")
)


@define(repr=False)
class UserMessage(Model):
    """A prompt, of a person or of the server itself, such as one that compacts the session."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("role", "role"),
        ("time", "time"),
        ("agent", "agent"),
        ("model", "model"),
        ("variant", "variant"),
        ("system", "system"),
        ("tools", "tools"),
        ("format", "format"),
        ("summary", "summary"),
    )

    id: str
    """The message's identifier, `msg_…`."""
    session_id: str
    """The session that the message belongs to."""
    time: UserMessageTime
    """When a user's message was created."""
    role: Literal["user"] = "user"
    """Always `user`."""
    agent: str | None = None
    """The agent that was asked. Since 1.0.98."""
    model: UserMessageModel | None = None
    """The model that was asked. Since 1.0.98."""
    variant: str | None = None
    """The variant of the model. 1.1.11 to 1.3; newer servers send it in `model`."""
    system: str | None = None
    """Instructions that came with the prompt. Since 1.0.98."""
    tools: ToolsEnabled | None = None
    """Tools that the prompt switched on or off. Since 1.0.98."""
    format: OutputFormat | None = None
    """The form of answer that was asked for. Since 1.1.65."""
    summary: UserMessageSummary | None = None
    """What the turn changed, once it is over. Since 1.0.0."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            UserMessageTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("role"),
            get("agent"),
            UserMessageModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("variant"),
            get("system"),
            get("tools"),
            decode_output_format(value) if (value := get("format")) is not None else None,
            UserMessageSummary.from_dict(value) if isinstance(value := get("summary"), dict) else value,
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_output_format  # noqa: E402
from opencode_sessions_api.models.user_message_model import UserMessageModel  # noqa: E402
from opencode_sessions_api.models.user_message_summary import UserMessageSummary  # noqa: E402
from opencode_sessions_api.models.user_message_time import UserMessageTime  # noqa: E402
