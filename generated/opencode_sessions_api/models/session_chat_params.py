# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model


@define(repr=False)
class SessionChatParams(Model):
    """The body of `POST /session/{sessionID}/message` and of `POST /session/{sessionID}/prompt_async`: a
    prompt, and settings for the turn. Send the model twice, as `model` and as `providerID` with
    `modelID`, so that servers of every version understand it."""

    parts: list[models.PartInput]
    """The content of the prompt."""
    model: models.PromptModel | None = None
    """The model to use. The default is the last one used in the session, or that of the agent
    or of the server's configuration. Since 1.0.0."""
    provider_id: str | None = None
    """The model's provider, for servers before 1.0.0, which require it; newer ones ignore it."""
    model_id: str | None = None
    """The model, for servers before 1.0.0, which require it; newer ones ignore it."""
    agent: str | None = None
    """The agent to use, such as `build` or `plan`."""
    system: str | None = None
    """Instructions to add to those of the agent."""
    tools: models.ToolsEnabled | None = None
    """Tools to enable or disable."""
    variant: str | None = None
    """A variant of the model, such as `high` for more effort. Since 1.1.11."""
    format: models.OutputFormat | None = None
    """The format of the answer, text by default. Since 1.1.65."""
    no_reply: bool | None = None
    """Only store the prompt as a user's message, and do not call the model. Since 1.0.0."""
    message_id: str | None = None
    """The identifier for the prompt's message. Leave it out: an identifier that does not
    follow the order of time makes many servers loop or skip the turn, and it does not
    prevent a prompt from being processed twice."""

    @staticmethod
    def _read(data: Any, model: SessionChatParams) -> None:
        model.parts = models.decode_list_of_part_input(value) if isinstance(value := data["parts"], list) else value
        model.model = models.decode_prompt_model(value) if isinstance(value := data.get("model"), dict) else value
        model.provider_id = data.get("providerID")
        model.model_id = data.get("modelID")
        model.agent = data.get("agent")
        model.system = data.get("system")
        model.tools = data.get("tools")
        model.variant = data.get("variant")
        model.format = models.decode_output_format(value) if (value := data.get("format")) is not None else None
        model.no_reply = data.get("noReply")
        model.message_id = data.get("messageID")
