# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any, ClassVar

from attrs import define

from opencode_sessions_api import models
from opencode_sessions_api.types import Model, OpenEnum


@define(repr=False)
class Agent(Model):
    """An agent: a way of working, with its own instructions and permissions."""

    name: str
    """The agent's name, such as `build`, as prompts use it."""
    mode: OpenEnum[models.AgentMode]
    """The use of an agent - for tasks from other agents, for prompts from people, or for both."""
    permission: Any
    """The permissions of the agent. Since 1.1.11 a list of objects like `PermissionRule`; the
    last one that applies counts. Before 1.1.11 an object with an action, or a map from
    patterns to actions, for each of `edit`, `bash`, `webfetch` and so on."""
    options: models.Metadata
    """More settings of the agent, for the model's provider; usually empty."""
    description: str | None = None
    """The purpose of the agent."""
    native: bool | None = None
    """True if the agent is built in. Since 1.0.162."""
    built_in: bool | None = None
    """True if the agent is built in. Up to 1.0.152."""
    hidden: bool | None = None
    """True if user interfaces should not show the agent. Since 1.0.162."""
    default: bool | None = None
    """True if the agent is the default. Only 1.0.185 and similar versions."""
    model: models.PromptModel | None = None
    """The agent's own model, if it has one. A prompt can name another."""
    variant: str | None = None
    """The variant of that model. Since 1.1.65."""
    prompt: str | None = None
    """The agent's instructions, if they are not the usual ones."""
    temperature: float | None = None
    """The temperature of the model, if it is set."""
    top_p: float | None = None
    """The model's `top_p`, 0 to 1, if it is set."""
    steps: int | None = None
    """The maximum number of steps of a turn, if there is a limit. Since 1.1.11."""
    max_steps: int | None = None
    """The same, in 1.0.185 and similar versions."""
    color: str | None = None
    """The color of the agent for display. Since 1.0.98."""
    tools: models.ToolsEnabled | None = None
    """Tools that are enabled or disabled for the agent. Up to 1.0.185."""

    _nulls: ClassVar[frozenset[str]] = frozenset(("permission",))

    @staticmethod
    def _read(data: Any, model: Agent) -> None:
        model.name = data["name"]
        model.mode = data["mode"]
        model.permission = data["permission"]
        model.options = data["options"]
        model.description = data.get("description")
        model.native = data.get("native")
        model.built_in = data.get("builtIn")
        model.hidden = data.get("hidden")
        model.default = data.get("default")
        model.model = models.decode_prompt_model(value) if isinstance(value := data.get("model"), dict) else value
        model.variant = data.get("variant")
        model.prompt = data.get("prompt")
        model.temperature = data.get("temperature")
        model.top_p = data.get("topP")
        model.steps = data.get("steps")
        model.max_steps = data.get("maxSteps")
        model.color = data.get("color")
        model.tools = data.get("tools")
