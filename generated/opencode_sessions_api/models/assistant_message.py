from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

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


@define(repr=False)
class AssistantMessage(Model):
    """One step of the agent: what the model answered when it was asked once, and the tools that it called.
    A turn has as many as there were steps. 0.5.29 puts all steps of a turn into one message."""

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
    role: Literal["assistant"] = "assistant"
    """Always `assistant`."""
    parent_id: str | None = None
    """The user's message that this one answers; all steps of a turn have the same. Since
    1.0.0."""
    variant: str | None = None
    """The variant of the model that answered. Since 1.1.65."""
    agent: str | None = None
    """The agent that answered, such as `build`. Since 1.0.185."""
    summary: bool | None = None
    """Whether the message is the summary that a compaction left in place of the history."""
    error: AssistantMessageError | None = None
    """Why the step failed or was aborted; absent if it was not."""
    finish: str | None = None
    """Why the model stopped: `stop` (it was done), `tool-calls` (a further step follows),
    `length` (it was cut off), `content-filter`, `error`, `other` or `unknown`. Absent while
    it is at work and after most errors. Since 1.0.98."""
    structured: Any = None
    """The answer to a prompt with a `json_schema` format, any JSON that follows it. Since
    1.1.65."""
    system: list[str] | None = None
    """The instructions that the model was given. Only 0.5.29 and its kin."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("id"),
            get("sessionID"),
            get("providerID"),
            get("modelID"),
            get("mode"),
            AssistantMessagePath.from_dict(value) if isinstance(value := get("path"), dict) else value,
            get("cost"),
            AssistantMessageTokens.from_dict(value) if isinstance(value := get("tokens"), dict) else value,
            AssistantMessageTime.from_dict(value) if isinstance(value := get("time"), dict) else value,
            get("role"),
            get("parentID"),
            get("variant"),
            get("agent"),
            get("summary"),
            decode_assistant_message_error(value) if (value := get("error")) is not None else None,
            get("finish"),
            get("structured"),
            get("system"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models import decode_assistant_message_error  # noqa: E402
from opencode_sessions_api.models.assistant_message_path import AssistantMessagePath  # noqa: E402
from opencode_sessions_api.models.assistant_message_time import AssistantMessageTime  # noqa: E402
from opencode_sessions_api.models.assistant_message_tokens import AssistantMessageTokens  # noqa: E402
