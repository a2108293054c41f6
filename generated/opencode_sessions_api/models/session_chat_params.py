from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import OutputFormat, PartInput
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

__all__ = ["SessionChatParams"]

_FIELDS = frozenset(
    ("parts", "model", "providerID", "modelID", "agent", "system", "tools", "variant", "format", "noReply", "messageID")
)


class SessionChatParams(Model):
    """The body of `POST /session/{sessionID}/message` and of `POST /session/{sessionID}/prompt_async`: a
    prompt, and how to answer it. To be understood by servers of every version, send the model twice: as
    `model`, and as `providerID` with `modelID`."""

    __slots__ = __match_args__ = (
        "parts",
        "model",
        "provider_id",
        "model_id",
        "agent",
        "system",
        "tools",
        "variant",
        "format",
        "no_reply",
        "message_id",
        "additional_properties",
    )
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
    model: PromptModel | None
    """The model to use. By default the one used last in the session, or that of the agent or
    of the server's configuration. Since 1.0.0."""
    provider_id: str | None
    """The model's provider, for servers before 1.0.0, which require it; newer ones ignore it."""
    model_id: str | None
    """The model, for servers before 1.0.0, which require it; newer ones ignore it."""
    agent: str | None
    """The agent that answers, such as `build` or `plan`."""
    system: str | None
    """Instructions that are added to the agent's own."""
    tools: ToolsEnabled | None
    """Tools to switch on or off."""
    variant: str | None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    format: OutputFormat | None
    """The form of the answer, text by default. Since 1.1.65."""
    no_reply: bool | None
    """Only store the prompt as a user's message, and don't ask the model. Since 1.0.0."""
    message_id: str | None
    """The identifier that the prompt's message shall have. Better left out: one that is out of
    the order of time makes many servers loop or skip the turn, and it does not protect
    against sending a prompt twice."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        parts: list[PartInput],
        model: PromptModel | None = None,
        provider_id: str | None = None,
        model_id: str | None = None,
        agent: str | None = None,
        system: str | None = None,
        tools: ToolsEnabled | None = None,
        variant: str | None = None,
        format: OutputFormat | None = None,
        no_reply: bool | None = None,
        message_id: str | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.parts = parts
        self.model = model
        self.provider_id = provider_id
        self.model_id = model_id
        self.agent = agent
        self.system = system
        self.tools = tools
        self.variant = variant
        self.format = format
        self.no_reply = no_reply
        self.message_id = message_id
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.parts = (
                [decode_part_input(item_of_value) for item_of_value in value]
                if isinstance(value := data["parts"], list)
                else value
            )
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "model" in data:
            model.model = decode_prompt_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
        if "providerID" in data:
            model.provider_id = data["providerID"]
            known += 1
        else:
            model.provider_id = None
        if "modelID" in data:
            model.model_id = data["modelID"]
            known += 1
        else:
            model.model_id = None
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
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
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        if "format" in data:
            model.format = decode_output_format(value) if (value := data["format"]) is not None else None
            known += 1
        else:
            model.format = None
        if "noReply" in data:
            model.no_reply = data["noReply"]
            known += 1
        else:
            model.no_reply = None
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
            if cls is SessionChatParams
            else cls(*(getattr(model, name) for name in SessionChatParams.__match_args__))
        )


decode_session_chat_params = SessionChatParams.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import (
    decode_output_format,  # noqa: E402
    decode_part_input,  # noqa: E402
)
from opencode_sessions_api.models.prompt_model import (
    PromptModel,  # noqa: E402
    decode_prompt_model,  # noqa: E402
)
