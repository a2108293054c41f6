# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, Literal

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class AssistantMessage(Model):
    """One step of the agent: the model's answer to one call, and the tools that it used. A turn has as
    many of these messages as steps. 0.5.29 puts all steps of a turn into one message."""

    id: str
    """The message's identifier, `msg_…`."""
    session_id: str
    """The session that the message belongs to."""
    provider_id: str
    """The provider of the model that answered."""
    model_id: str
    """The model that answered."""
    mode: str
    """The agent that answered, under an older name of the field; the same as `agent`."""
    path: models.AssistantMessagePath
    """The directories in which the agent worked."""
    cost: float
    """The cost of the step, in US dollars; 0 if the model's price is not known."""
    tokens: models.AssistantMessageTokens
    """The tokens of a message; all are zero until the model is done."""
    time: models.AssistantMessageTime
    """The start and end time of a step of the agent."""
    role: Literal["assistant"] = "assistant"
    """Always `assistant`."""
    parent_id: str | None = None
    """The user's message that this one answers, which is the same for all steps of a turn.
    Since 1.0.0."""
    variant: str | None = None
    """The variant of the model that answered. Since 1.1.65."""
    agent: str | None = None
    """The agent that answered, such as `build`. Since 1.0.162."""
    summary: bool | None = None
    """True if the message is the summary that a compaction wrote."""
    error: models.AssistantMessageError | None = None
    """The reason if the step failed or was aborted; absent otherwise."""
    finish: str | None = None
    """The reason why the model stopped: `stop` (it was done), `tool-calls` (another step
    follows), `length` (the answer was truncated), `content-filter`, `error`, `other` or
    `unknown`. Absent while the step is running and after most errors. Since 1.0.98."""
    structured: Any = None
    """The answer to a prompt with a `json_schema` format: any JSON that follows the schema.
    Since 1.1.65."""
    system: list[str] | None = None
    """The instructions that the model was given. Up to 1.0.0."""

    @staticmethod
    def _read(data: Any, model: AssistantMessage) -> None:
        model.id = data["id"]
        model.session_id = data["sessionID"]
        model.role = data["role"]
        model.provider_id = data["providerID"]
        model.model_id = data["modelID"]
        model.mode = data["mode"]
        model.path = models.decode_assistant_message_path(value) if isinstance(value := data["path"], dict) else value
        model.cost = data["cost"]
        model.tokens = (
            models.decode_assistant_message_tokens(value) if isinstance(value := data["tokens"], dict) else value
        )
        model.time = models.decode_assistant_message_time(value) if isinstance(value := data["time"], dict) else value
        model.parent_id = data.get("parentID")
        model.variant = data.get("variant")
        model.agent = data.get("agent")
        model.summary = data.get("summary")
        model.error = models.decode_assistant_message_error(value) if (value := data.get("error")) is not None else None
        model.finish = data.get("finish")
        model.structured = data.get("structured")
        model.system = data.get("system")
