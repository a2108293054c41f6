"""The permissions of a project's settings, as the server decides on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

__all__ = ["PermissionSetting", "Rule", "always_of", "decide", "patterns_of", "permission_of", "rules"]

#: The setting `permission` of opencode.json: an action, or actions by tool, or by tool and pattern.
PermissionSetting: TypeAlias = Mapping[str, Any] | str

_EDITORS = {"write", "edit", "patch", "apply_patch", "multiedit"}


#: A command in a line of a shell, up to an operator that is not in quotes.
_COMMAND = re.compile(r"""(?:[^&|;\n"'\\]|"(?:\\.|[^"\\])*"|'[^']*'|\\.)+""", re.DOTALL)
#: Programs whose first two words say what they do.
_TWO_WORDS = frozenset(("cargo", "docker", "git", "go", "npm", "pip", "uv"))


class Rule(NamedTuple):
    """What is done about the calls of a tool that match a pattern."""

    permission: str
    pattern: str
    action: str


def permission_of(tool: str) -> str:
    """Return the name of the permission that a tool needs."""
    return "edit" if tool in _EDITORS else tool


def patterns_of(tool: str, arguments: Mapping[str, Any]) -> list[str]:
    """Return what a call needs permissions for: the commands of a line of bash but `cd`, or else its first argument."""
    given = str(next(iter(arguments.values()), "*"))
    if tool != "bash":
        return [given]
    commands = (command.strip() for command in _COMMAND.findall(given))
    return [command for command in commands if command and command.split()[0] != "cd"]


def always_of(tool: str, patterns: Iterable[str]) -> list[str]:
    """Return what "always" allows: these commands with other arguments, or else all calls of the tool."""
    if tool != "bash":
        return ["*"]
    words = [pattern.split(maxsplit=2) for pattern in patterns]
    return list(dict.fromkeys(f"{' '.join(each[: 2 if each[0] in _TWO_WORDS else 1])} *" for each in words))


def rules(setting: PermissionSetting | None) -> Iterator[Rule]:
    """Return the rules of a setting, in its order."""
    if isinstance(setting, str):
        yield Rule("*", "*", setting)
        return
    for permission, actions in (setting or {}).items():
        for pattern, action in ({"*": actions} if isinstance(actions, str) else actions).items():
            yield Rule(permission, pattern, action)


def decide(given: Iterable[Rule], permission: str, patterns: Iterable[str]) -> str:
    """Return the strictest action for these patterns: for each, that of the last rule that matches; else `allow`."""
    given = list(given)
    found = {_action(given, permission, pattern) for pattern in patterns}
    return next((action for action in ("deny", "ask") if action in found), "allow")


def _action(given: Iterable[Rule], permission: str, pattern: str) -> str:
    matching = [rule for rule in given if _matches(rule.permission, permission) and _matches(rule.pattern, pattern)]
    return matching[-1].action if matching else "allow"


def _matches(wildcard: str, text: str) -> bool:
    pattern = re.escape(wildcard).replace(r"\*", ".*").replace(r"\?", ".")
    if pattern.endswith(r"\ .*"):
        # `ls *` also matches `ls`.
        pattern = f"{pattern[:-4]}( .*)?"
    return re.fullmatch(pattern, text, re.DOTALL) is not None
