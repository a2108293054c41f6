from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

if TYPE_CHECKING:
    from opencode_sessions_api.models.agent_mode import AgentMode
    from opencode_sessions_api.models.metadata import Metadata
    from opencode_sessions_api.models.tools_enabled import ToolsEnabled

__all__ = ["Agent"]

_FIELDS = frozenset(
    (
        "name",
        "mode",
        "permission",
        "options",
        "description",
        "native",
        "builtIn",
        "hidden",
        "default",
        "model",
        "variant",
        "prompt",
        "temperature",
        "topP",
        "steps",
        "maxSteps",
        "color",
        "tools",
    )
)


@define(repr=False)
class Agent(Model):
    """An agent, that is a way of working with its own instructions and permissions."""

    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("mode", "mode"),
        ("permission", "permission"),
        ("options", "options"),
        ("description", "description"),
        ("native", "native"),
        ("built_in", "builtIn"),
        ("hidden", "hidden"),
        ("default", "default"),
        ("model", "model"),
        ("variant", "variant"),
        ("prompt", "prompt"),
        ("temperature", "temperature"),
        ("top_p", "topP"),
        ("steps", "steps"),
        ("max_steps", "maxSteps"),
        ("color", "color"),
        ("tools", "tools"),
    )

    name: str
    """The agent's name, such as `build`; prompts name it."""
    mode: AgentMode | str
    """Whether an agent gets tasks from other agents, prompts from people, or both."""
    permission: Any
    """What the agent may do. Since 1.1.11 a list of objects like `PermissionRule`, of which
    the last one that applies counts. Before, an object with an action, or a map of actions
    by pattern, for each of `edit`, `bash`, `webfetch` and so on."""
    options: Metadata
    """Further settings of the agent, for the model's provider; mostly empty."""
    description: str | None = None
    """What the agent is for."""
    native: bool | None = None
    """Whether the agent is built in. Since 1.0.185."""
    built_in: bool | None = None
    """Whether the agent is built in. Up to 1.0.98."""
    hidden: bool | None = None
    """Whether the agent is not to be offered to people. Since 1.0.185."""
    default: bool | None = None
    """Whether the agent is used when none is named. Only 1.0.185 and its kin."""
    model: PromptModel | None = None
    """The model that the agent uses unless a prompt names another, if it has its own."""
    variant: str | None = None
    """The variant of that model. Since 1.1.65."""
    prompt: str | None = None
    """The agent's instructions, if they are not the usual ones."""
    temperature: float | None = None
    """The temperature that the model is set to, if any."""
    top_p: float | None = None
    """The share of likely words that the model chooses from, 0 to 1, if it is set."""
    steps: int | None = None
    """The greatest number of steps of a turn, if there is a limit. Since 1.1.11."""
    max_steps: int | None = None
    """The same, in 1.0.185 and its kin."""
    color: str | None = None
    """The colour to show the agent in. Since 1.0.98."""
    tools: ToolsEnabled | None = None
    """Tools that are switched on or off for the agent. Up to 1.0.185."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("mode"),
            get("permission"),
            get("options"),
            get("description"),
            get("native"),
            get("builtIn"),
            get("hidden"),
            get("default"),
            PromptModel.from_dict(value) if isinstance(value := get("model"), dict) else value,
            get("variant"),
            get("prompt"),
            get("temperature"),
            get("topP"),
            get("steps"),
            get("maxSteps"),
            get("color"),
            get("tools"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import PromptModel  # noqa: E402
