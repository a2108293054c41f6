from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

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


class Agent(Model):
    """An agent, that is a way of working with its own instructions and permissions."""

    __slots__ = __match_args__ = (
        "name",
        "mode",
        "permission",
        "options",
        "description",
        "native",
        "built_in",
        "hidden",
        "default",
        "model",
        "variant",
        "prompt",
        "temperature",
        "top_p",
        "steps",
        "max_steps",
        "color",
        "tools",
        "additional_properties",
    )
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
    description: str | None
    """What the agent is for."""
    native: bool | None
    """Whether the agent is built in. Since 1.0.185."""
    built_in: bool | None
    """Whether the agent is built in. Up to 1.0.98."""
    hidden: bool | None
    """Whether the agent is not to be offered to people. Since 1.0.185."""
    default: bool | None
    """Whether the agent is used when none is named. Only 1.0.185 and its kin."""
    model: PromptModel | None
    """The model that the agent uses unless a prompt names another, if it has its own."""
    variant: str | None
    """The variant of that model. Since 1.1.65."""
    prompt: str | None
    """The agent's instructions, if they are not the usual ones."""
    temperature: float | None
    """The temperature that the model is set to, if any."""
    top_p: float | None
    """The share of likely words that the model chooses from, 0 to 1, if it is set."""
    steps: int | None
    """The greatest number of steps of a turn, if there is a limit. Since 1.1.11."""
    max_steps: int | None
    """The same, in 1.0.185 and its kin."""
    color: str | None
    """The colour to show the agent in. Since 1.0.98."""
    tools: ToolsEnabled | None
    """Tools that are switched on or off for the agent. Up to 1.0.185."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str,
        mode: AgentMode | str,
        permission: Any,
        options: Metadata,
        description: str | None = None,
        native: bool | None = None,
        built_in: bool | None = None,
        hidden: bool | None = None,
        default: bool | None = None,
        model: PromptModel | None = None,
        variant: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        steps: int | None = None,
        max_steps: int | None = None,
        color: str | None = None,
        tools: ToolsEnabled | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.mode = mode
        self.permission = permission
        self.options = options
        self.description = description
        self.native = native
        self.built_in = built_in
        self.hidden = hidden
        self.default = default
        self.model = model
        self.variant = variant
        self.prompt = prompt
        self.temperature = temperature
        self.top_p = top_p
        self.steps = steps
        self.max_steps = max_steps
        self.color = color
        self.tools = tools
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.name = data["name"]
            model.mode = data["mode"]
            model.permission = data["permission"]
            model.options = data["options"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 4
        if "description" in data:
            model.description = data["description"]
            known += 1
        else:
            model.description = None
        if "native" in data:
            model.native = data["native"]
            known += 1
        else:
            model.native = None
        if "builtIn" in data:
            model.built_in = data["builtIn"]
            known += 1
        else:
            model.built_in = None
        if "hidden" in data:
            model.hidden = data["hidden"]
            known += 1
        else:
            model.hidden = None
        if "default" in data:
            model.default = data["default"]
            known += 1
        else:
            model.default = None
        if "model" in data:
            model.model = decode_prompt_model(value) if isinstance(value := data["model"], dict) else value
            known += 1
        else:
            model.model = None
        if "variant" in data:
            model.variant = data["variant"]
            known += 1
        else:
            model.variant = None
        if "prompt" in data:
            model.prompt = data["prompt"]
            known += 1
        else:
            model.prompt = None
        if "temperature" in data:
            model.temperature = data["temperature"]
            known += 1
        else:
            model.temperature = None
        if "topP" in data:
            model.top_p = data["topP"]
            known += 1
        else:
            model.top_p = None
        if "steps" in data:
            model.steps = data["steps"]
            known += 1
        else:
            model.steps = None
        if "maxSteps" in data:
            model.max_steps = data["maxSteps"]
            known += 1
        else:
            model.max_steps = None
        if "color" in data:
            model.color = data["color"]
            known += 1
        else:
            model.color = None
        if "tools" in data:
            model.tools = data["tools"]
            known += 1
        else:
            model.tools = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Agent else cls(*(getattr(model, name) for name in Agent.__match_args__))


decode_agent = Agent.from_dict


# After the class, so that schemas may refer to one another in a circle.
from opencode_sessions_api.models.prompt_model import (
    PromptModel,  # noqa: E402
    decode_prompt_model,  # noqa: E402
)
