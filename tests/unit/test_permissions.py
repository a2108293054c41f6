"""The permissions of the fake: what a call needs, what is asked, and what the settings say. As seen on 1.18.33."""

from __future__ import annotations

from typing import Any

import pytest

from opencode_sessions.testing.permissions import always_of, decide, patterns_of, rules


@pytest.mark.parametrize(
    ("line", "patterns"),
    [
        ("ls -l", ["ls -l"]),
        ("echo a && git status", ["echo a", "git status"]),
        ("git log | git cat; ls || true", ["git log", "git cat", "ls", "true"]),
        ("cd src && ls", ["ls"]),
        ("""echo "a && b" 'c; d' e\\;f""", ["""echo "a && b" 'c; d' e\\;f"""]),
        ("ls\ntouch a", ["ls", "touch a"]),
        ("cd src", []),
    ],
)
def test_a_line_of_bash_needs_a_permission_for_each_command(line: str, patterns: list[str]) -> None:
    assert patterns_of("bash", {"command": line}) == patterns


def test_other_tools_need_one_for_their_first_argument() -> None:
    assert patterns_of("write", {"filePath": "a && b", "content": ""}) == ["a && b"]
    assert patterns_of("list", {}) == ["*"]


def test_what_always_allows() -> None:
    assert always_of("bash", ["git log -1", "git log", "ls -l", "ls"]) == ["git log *", "ls *"]
    assert always_of("edit", ["a.txt"]) == ["*"]


@pytest.mark.parametrize(
    ("setting", "line", "action"),
    [
        ({"*": "allow", "git *": "ask"}, "echo a && git status", "ask"),
        ({"*": "allow", "cat *": "deny"}, "echo a && cat x", "deny"),
        ({"*": "deny", "echo *": "allow"}, "echo a && cat x", "deny"),
        ({"*": "ask", "echo *": "allow"}, "echo a && echo b", "allow"),
        ({"*": "deny", "ls *": "ask"}, "ls && cat x", "deny"),
        ("ask", "cd src", "allow"),
    ],
)
def test_the_strictest_action_for_any_command_counts(setting: Any, line: str, action: str) -> None:
    assert decide(rules({"bash": setting}), "bash", patterns_of("bash", {"command": line})) == action
