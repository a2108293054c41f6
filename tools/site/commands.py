"""The help of the commands of `opencode-sessions`, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

__all__ = ["Command", "described"]

_PROGRAM = "opencode-sessions"


@frozen
class Command:
    """A command: how it is called, what it does, and its arguments and options, each with its help."""

    name: str
    usage: str
    help: str
    parameters: Sequence[tuple[str, str]]
    epilog: str


def described() -> list[Command]:
    """Return the program and its commands, as `--help` describes them."""
    import typer

    from opencode_sessions.cli.commands import app

    program: Any = typer.main.get_command(app)
    commands = {_PROGRAM: program} | {f"{_PROGRAM} {name}": each for name, each in program.commands.items()}
    return [_described(name, command, program.context_settings) for name, command in commands.items()]


def _described(name: str, command: Any, settings: Mapping[str, Any]) -> Command:
    context = command.context_class(command, info_name=name, **settings)
    usage = " ".join(command.collect_usage_pieces(context))
    records = [record for each in command.get_params(context) if (record := each.get_help_record(context)) is not None]
    return Command(name, f"{name} {usage}", command.help or "", records, command.epilog or "")
