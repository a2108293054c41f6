from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

__all__ = ["UserMessage"]

_FIELDS = frozenset(
    ("id", "sessionID", "role", "time", "agent", "model", "variant", "system", "tools", "format", "summary")
)


class UserMessage(Model):
    """A prompt, of a person or of the server itself, such as one that compacts the session."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "time",
        "role",
        "agent",
        "model",
        "variant",
        "system",
        "tools",
        "format",
        "summary",
        "additional_properties",
    )
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
    role: Literal["user"]
    """Always `user`."""
    agent: str | None
    """The agent that was asked. Since 1.0.98."""
    model: UserMessageModel | None
    """The model that was asked. Since 1.0.98."""
    variant: str | None
    """The variant of the model. 1.1.11 to 1.3; newer servers send it in `model`."""
    system: str | None
    """Instructions that came with the prompt. Since 1.0.98."""
    tools: ToolsEnabled | None
    """Tools that the prompt switched on or off. Since 1.0.98."""
    format: OutputFormat | None
    """The form of answer that was asked for. Since 1.1.65."""
    summary: UserMessageSummary | None
    """What the turn changed, once it is over. Since 1.0.0."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        time: UserMessageTime,
        role: Literal["user"] = "user",
        agent: str | None = None,
        model: UserMessageModel | None = None,
        variant: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        format: OutputFormat | None = None,
        summary: UserMessageSummary | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.time = time
        self.role = role
        self.agent = agent
        self.model = model
        self.variant = variant
        self.system = system
        self.tools = tools
        self.format = format
        self.summary = summary
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.time = decode_user_message_time(value) if isinstance(value := data["time"], dict) else value
            model.role = data["role"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "model" in data:
            model.model = decode_user_message_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        if "system" in data:
            model.system = data["system"]
            known += 1
        else:
            model.system = None
        if "tools" in data:
            model.tools = data["tools"]
            known += 1
        else:
            model.tools = None
        if "format" in data:
            model.format = decode_output_format(value) if (value := data["format"]) is not None else None
            known += 1
        else:
            model.format = None
        if "summary" in data:
            model.summary = decode_user_message_summary(value) if isinstance(value := data["summary"], dict) else value
            known += 1
        else:
            model.summary = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is UserMessage else cls(*(getattr(model, name) for name in UserMessage.__match_args__))


decode_user_message = UserMessage.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_output_format  # noqa: E402
from opencode_sessions_api.models.user_message_model import (
    UserMessageModel,  # noqa: E402
    decode_user_message_model,  # noqa: E402
)
from opencode_sessions_api.models.user_message_summary import (
    UserMessageSummary,  # noqa: E402
    decode_user_message_summary,  # noqa: E402
)
from opencode_sessions_api.models.user_message_time import (
    UserMessageTime,  # noqa: E402
    decode_user_message_time,  # noqa: E402
)
