from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from opencode_sessions_api.types import Model

__all__ = ["Command"]

_FIELDS = frozenset(("name", "description", "source", "mcp", "agent", "model", "subtask", "template", "hints"))


class Command(Model):
    """A command, that is a prepared prompt."""

    __slots__ = __match_args__ = (
        "name",
        "description",
        "source",
        "mcp",
        "agent",
        "model",
        "subtask",
        "template",
        "hints",
        "additional_properties",
    )
    _wire_names: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "name"),
        ("description", "description"),
        ("source", "source"),
        ("mcp", "mcp"),
        ("agent", "agent"),
        ("model", "model"),
        ("subtask", "subtask"),
        ("template", "template"),
        ("hints", "hints"),
    )

    name: str
    """The command's name, without a slash."""
    description: str | None
    """What the command does."""
    source: str | None
    """Where the command comes from - `command` (built in or configured), `mcp` or `skill`.
    Since 1.1.65."""
    mcp: bool | None
    """Whether the command is a prompt of an MCP server. Only 1.1.11 and its kin."""
    agent: str | None
    """The agent that runs the command, if it has its own."""
    model: str | None
    """The model that runs the command, as `provider/model`, if it has its own."""
    subtask: bool | None
    """Whether a subagent runs the command, in a session of its own. Since 1.0.0."""
    template: Any
    """The prompt, a text in which `$ARGUMENTS`, `$1` and so on stand for the arguments. For
    the prompts of MCP servers it is an empty object instead, as the server does not know
    them yet."""
    hints: list[str] | None
    """The places for arguments in the template, such as `$1`. Since 1.1.11."""
    additional_properties: dict[str, Any] | None
    """Fields that the contract does not know, as they came; None when there are none."""

    def __init__(
        self,
        name: str,
        description: str | None = None,
        source: str | None = None,
        mcp: bool | None = None,
        agent: str | None = None,
        model: str | None = None,
        subtask: bool | None = None,
        template: Any = None,
        hints: list[str] | None = None,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.description = description
        self.source = source
        self.mcp = mcp
        self.agent = agent
        self.model = model
        self.subtask = subtask
        self.template = template
        self.hints = hints
        self.additional_properties = additional_properties

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        model = object.__new__(cls)
        try:
            model.name = data["name"]
        except KeyError:
            # The same with None for what is missing.
            return cls.from_dict({**dict.fromkeys(_FIELDS), **data})
        known = 1
        if "description" in data:
            model.description = data["description"]
            known += 1
        else:
            model.description = None
        if "source" in data:
            model.source = data["source"]
            known += 1
        else:
            model.source = None
        if "mcp" in data:
            model.mcp = data["mcp"]
            known += 1
        else:
            model.mcp = None
        if "agent" in data:
            model.agent = data["agent"]
            known += 1
        else:
            model.agent = None
        if "model" in data:
            model.model = data["model"]
            known += 1
        else:
            model.model = None
        if "subtask" in data:
            model.subtask = data["subtask"]
            known += 1
        else:
            model.subtask = None
        if "template" in data:
            model.template = data["template"]
            known += 1
        else:
            model.template = None
        if "hints" in data:
            model.hints = data["hints"]
            known += 1
        else:
            model.hints = None
        model.additional_properties = (
            None if known == len(data) else {key: data[key] for key in data if key not in _FIELDS}
        )
        # A class of somebody's own may have more to do when it is made.
        return model if cls is Command else cls(*(getattr(model, name) for name in Command.__match_args__))


decode_command = Command.from_dict
