from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from opencode_sessions_api.types import Model

__all__ = ["Command"]

_FIELDS = frozenset(("name", "description", "source", "mcp", "agent", "model", "subtask", "template", "hints"))


@define(repr=False)
class Command(Model):
    """A command, that is a prepared prompt."""

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
    description: str | None = None
    """What the command does."""
    source: str | None = None
    """Where the command comes from - `command` (built in or configured), `mcp` or `skill`.
    Since 1.1.65."""
    mcp: bool | None = None
    """Whether the command is a prompt of an MCP server. Only 1.1.11 and its kin."""
    agent: str | None = None
    """The agent that runs the command, if it has its own."""
    model: str | None = None
    """The model that runs the command, as `provider/model`, if it has its own."""
    subtask: bool | None = None
    """Whether a subagent runs the command, in a session of its own. Since 1.0.0."""
    template: Any = None
    """The prompt, a text in which `$ARGUMENTS`, `$1` and so on stand for the arguments. For
    the prompts of MCP servers it is an empty object instead, as the server does not know
    them yet."""
    hints: list[str] | None = None
    """The places for arguments in the template, such as `$1`. Since 1.1.11."""
    additional_properties: dict[str, Any] | None = None
    """Fields that the contract does not know, as they came; None when there are none."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Decode a JSON object. What is missing or of another kind than described is kept as it came."""
        get: Any = data.get
        return cls(
            get("name"),
            get("description"),
            get("source"),
            get("mcp"),
            get("agent"),
            get("model"),
            get("subtask"),
            get("template"),
            get("hints"),
            None if _FIELDS.issuperset(data) else {key: data[key] for key in data if key not in _FIELDS},
        )
