from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat, PartInput
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

__all__ = ["SessionChatParams"]

_FIELDS = frozenset(
    ("parts", "model", "providerID", "modelID", "agent", "system", "tools", "variant", "format", "noReply", "messageID")
)


@define(repr=False)
class SessionChatParams(Model):
    """The body of `POST /session/{sessionID}/message` and of `POST /session/{sessionID}/prompt_async`: a
    prompt, and how to answer it. To be understood by servers of every version, send the model twice: as
    `model`, and as `providerID` with `modelID`."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("parts", "parts"),
        ("model", "model"),
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
        ("agent", "agent"),
        ("system", "system"),
        ("tools", "tools"),
        ("variant", "variant"),
        ("format", "format"),
        ("no_reply", "noReply"),
        ("message_id", "messageID"),
    )

    parts: list[PartInput]
    """What to tell the agent."""
    model: PromptModel | None = None
    """The model to use. By default the one used last in the session, or that of the agent or
    of the server's configuration. Since 1.0.0."""
    provider_id: str | None = None
    """The model's provider, for servers before 1.0.0, which require it; newer ones ignore it."""
    model_id: str | None = None
    """The model, for servers before 1.0.0, which require it; newer ones ignore it."""
    agent: str | None = None
    """The agent that answers, such as `build` or `plan`."""
    system: str | None = None
    """Instructions that are added to the agent's own."""
    tools: ToolsEnabled | None = None
    """Tools to switch on or off."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    format: OutputFormat | None = None
    """The form of the answer, text by default. Since 1.1.65."""
    no_reply: bool | None = None
    """Only store the prompt as a user's message, and don't ask the model. Since 1.0.0."""
    message_id: str | None = None
    """The identifier that the prompt's message shall have. Better left out: one that is out of
    the order of time makes many servers loop or skip the turn, and it does not protect
    against sending a prompt twice."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            [decode_part_input(item_of_value) for item_of_value in value]
            if isinstance(value := get("parts"), list)
            else value,
            PromptModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("providerID"),
            get("modelID"),
            get("agent"),
            get("system"),
            get("tools"),
            get("variant"),
            decode_output_format(value) if (value := get("format")) is not None else None,
            get("noReply"),
            get("messageID"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import (
    decode_output_format,  # noqa: E402
    decode_part_input,  # noqa: E402
)
from opencode_sessions_api.models.prompt_model import PromptModel  # noqa: E402
