from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models import AssistantMessageError

__all__ = ["AssistantMessage"]

_FIELDS = frozenset(
    (
        "id",
        "sessionID",
        "role",
        "providerID",
        "modelID",
        "mode",
        "path",
        "cost",
        "tokens",
        "time",
        "parentID",
        "variant",
        "agent",
        "summary",
        "error",
        "finish",
        "structured",
        "system",
    )
)


class AssistantMessage(Model):
    """One step of the agent: what the model answered when it was asked once, and the tools that it called.
    A turn has as many as there were steps. 0.5.29 puts all steps of a turn into one message."""

    __slots__ = __match_args__ = (
        "id",
        "session_id",
        "provider_id",
        "model_id",
        "mode",
        "path",
        "cost",
        "tokens",
        "time",
        "role",
        "parent_id",
        "variant",
        "agent",
        "summary",
        "error",
        "finish",
        "structured",
        "system",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("id", "id"),
        ("session_id", "sessionID"),
        ("role", "role"),
        ("provider_id", "providerID"),
        ("model_id", "modelID"),
        ("mode", "mode"),
        ("path", "path"),
        ("cost", "cost"),
        ("tokens", "tokens"),
        ("time", "time"),
        ("parent_id", "parentID"),
        ("variant", "variant"),
        ("agent", "agent"),
        ("summary", "summary"),
        ("error", "error"),
        ("finish", "finish"),
        ("structured", "structured"),
        ("system", "system"),
    )

    id: str
    """The message's identifier, `msg_…`."""
    session_id: str
    """The session that the message belongs to."""
    provider_id: str
    """The provider of the model that answered."""
    model_id: str
    """The model that answered."""
    mode: str
    """The agent that answered, by its older name; the same as `agent`."""
    path: AssistantMessagePath
    """Where in the file system the agent worked."""
    cost: float
    """What the step cost, in US dollars; 0 if the model's price is not known."""
    tokens: AssistantMessageTokens
    """The tokens of a message; all zero until the model is done."""
    time: AssistantMessageTime
    """When a step of the agent began and ended."""
    role: Literal["assistant"]
    """Always `assistant`."""
    parent_id: str | None
    """The user's message that this one answers; all steps of a turn have the same. Since
    1.0.0."""
    variant: str | None
    """The variant of the model that answered. Since 1.1.65."""
    agent: str | None
    """The agent that answered, such as `build`. Since 1.0.185."""
    summary: bool | None
    """Whether the message is the summary that a compaction left in place of the history."""
    error: AssistantMessageError | None
    """Why the step failed or was aborted; absent if it was not."""
    finish: str | None
    """Why the model stopped: `stop` (it was done), `tool-calls` (a further step follows),
    `length` (it was cut off), `content-filter`, `error`, `other` or `unknown`. Absent while
    it is at work and after most errors. Since 1.0.98."""
    structured: Any
    """The answer to a prompt with a `json_schema` format, any JSON that follows it. Since
    1.1.65."""
    system: list[str] | None
    """The instructions that the model was given. Only 0.5.29 and its kin."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        id: str,
        session_id: str,
        provider_id: str,
        model_id: str,
        mode: str,
        path: AssistantMessagePath,
        cost: float,
        tokens: AssistantMessageTokens,
        time: AssistantMessageTime,
        role: Literal["assistant"] = "assistant",
        parent_id: str | None = None,
        variant: str | None = None,
        agent: str | None = None,
        summary: bool | None = None,
        error: AssistantMessageError | None = None,
        finish: str | None = None,
        structured: Any = None,
        system: list[str] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.session_id = session_id
        self.provider_id = provider_id
        self.model_id = model_id
        self.mode = mode
        self.path = path
        self.cost = cost
        self.tokens = tokens
        self.time = time
        self.role = role
        self.parent_id = parent_id
        self.variant = variant
        self.agent = agent
        self.summary = summary
        self.error = error
        self.finish = finish
        self.structured = structured
        self.system = system
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.id = data["id"]
            model.session_id = data["sessionID"]
            model.provider_id = data["providerID"]
            model.model_id = data["modelID"]
            model.mode = data["mode"]
            model.path = decode_assistant_message_path(value) if isinstance(value := data["path"], dict) else value
            model.cost = data["cost"]
            model.tokens = (
                decode_assistant_message_tokens(value) if isinstance(value := data["tokens"], dict) else value
            )
            model.time = decode_assistant_message_time(value) if isinstance(value := data["time"], dict) else value
            model.role = data["role"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 10
        if "parentID" in data:
            model.parent_id = data["parentID"]
            known += 1
        else:
            model.parent_id = None
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "summary" in data:
            model.summary = data["summary"]
            known += 1
        else:
            model.summary = None
        if "error" in data:
            model.error = decode_assistant_message_error(value) if (value := data["error"]) is not None else None
            known += 1
        else:
            model.error = None
        if "finish" in data:
            model.finish = data["finish"]
            known += 1
        else:
            model.finish = None
        if "structured" in data:
            model.structured = data["structured"]
            known += 1
        else:
            model.structured = None
        if "system" in data:
            model.system = data["system"]
            known += 1
        else:
            model.system = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return (
            model
            if cls is AssistantMessage
            else cls(*(getattr(model, name) for name in AssistantMessage.__match_args__))
        )


decode_assistant_message = AssistantMessage.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_assistant_message_error  # noqa: E402
from opencode_sessions_api.models.assistant_message_path import (
    AssistantMessagePath,  # noqa: E402
    decode_assistant_message_path,  # noqa: E402
)
from opencode_sessions_api.models.assistant_message_time import (
    AssistantMessageTime,  # noqa: E402
    decode_assistant_message_time,  # noqa: E402
)
from opencode_sessions_api.models.assistant_message_tokens import (
    AssistantMessageTokens,  # noqa: E402
    decode_assistant_message_tokens,  # noqa: E402
)
