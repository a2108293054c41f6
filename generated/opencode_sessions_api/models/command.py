# Generated from openapi.yaml; do not edit.
from __future__ import annotations

from typing import Any

from attrs import define

from opencode_sessions_api.types import Model


@define(repr=False)
class Command(Model):
    """A command: a prepared prompt."""

    name: str
    """The command's name, without a slash."""
    description: str | None = None
    """The purpose of the command."""
    source: str | None = None
    """The origin of the command - `command` (built in or configured), `mcp` or `skill`. Since
    1.1.53."""
    mcp: bool | None = None
    """True if the command is a prompt of an MCP server. Only 1.1.11 and similar versions."""
    agent: str | None = None
    """The agent that runs the command, if it has its own."""
    model: str | None = None
    """The model that runs the command, as `provider/model`, if it has its own."""
    subtask: bool | None = None
    """True if a subagent runs the command, in a session of its own. Since 1.0.142."""
    template: Any = None
    """The prompt: a text with the placeholders `$ARGUMENTS`, `$1` and so on for the arguments.
    For the prompts of MCP servers it is an empty object, because the server does not know
    them yet."""
    hints: list[str] | None = None
    """The placeholders in the template, such as `$1`. Since 1.1.11."""

    @staticmethod
    def _read(data: Any, model: Command) -> None:
        model.name = data["name"]
        model.description = data.get("description")
        model.source = data.get("source")
        model.mcp = data.get("mcp")
        model.agent = data.get("agent")
        model.model = data.get("model")
        model.subtask = data.get("subtask")
        model.template = data.get("template")
        model.hints = data.get("hints")
