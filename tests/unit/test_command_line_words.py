"""Errors on the command line name its options, not the arguments of the SDK."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from opencode_sessions import AuthenticationError, NotFoundError
from opencode_sessions.cli.commands import app
from opencode_sessions.cli.common import _ARGUMENT, _OPTIONS, _REFUSED, words_of

SOURCES = Path(__file__).resolve().parents[2] / "overlays" / "opencode_sessions"
#: What looks like an argument and is none: columns of `ps`, and a part of a `data:` address.
NO_ARGUMENTS = {"pid", "stat", "ppid", "pgid", "charset"}


def texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a module but for its docstrings; `{}` stands for each value in one."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(value) for value in node.values}
            yield "".join(str(value.value) if isinstance(value, ast.Constant) else "{}" for value in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def messages() -> list[str]:
    """All texts of the SDK that name an argument, whether or not the command line can show them."""
    found = {
        text
        for path in SOURCES.rglob("*.py")
        if not {"_sync", "testing", "cli"} & set(path.relative_to(SOURCES).parts)
        for text in texts(ast.parse(path.read_text("utf-8")))
        for name, *_ in _ARGUMENT.findall(text)
        if name not in NO_ARGUMENTS
    }
    return sorted(found)


def test_the_messages_are_found() -> None:
    assert len(messages()) > 20
    assert AuthenticationError.advice in messages()
    assert NotFoundError.advice in messages()


@pytest.mark.parametrize("message", messages())
def test_a_message_names_options_where_there_are_any(message: str) -> None:
    shown = words_of(message)
    left = set(_ARGUMENT.findall(shown))
    assert left & set(_OPTIONS) == set()
    # What is left is said to be an argument.
    assert ("in Python" in shown) == bool(left)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (AuthenticationError.advice, "Set OPENCODE_SERVER_PASSWORD."),
        (NotFoundError.advice, "Check the identifier, --directory and --url: a server knows only its own sessions."),
        ("Create it, or pass another directory=.", "Create it, or pass another --directory."),
        ("Unset it, or pass verify=.", "Unset it."),
        ("base_url's port must be from 1 to 65535", "--url's port must be from 1 to 65535"),
        ("retry names 'x', but there is no such error", "--retry names 'x', but there is no such error"),
        ("per_minute must be more than 0, not -1", "--per-minute must be more than 0, not -1"),
        ("OPENCODE_BASE_URL must be an address", "OPENCODE_BASE_URL must be an address"),
        ("GET /session?directory=/x was not sent.", "GET /session?directory=/x was not sent."),
        (
            "with_options(timeout=…) waits longer.",
            "with_options(timeout=…) waits longer. (timeout= is an argument in Python; the command line has no option "
            "for it.)",
        ),
    ],
)
def test_words(message: str, words: str) -> None:
    assert words_of(message) == words


def test_the_options_are_those_of_the_commands() -> None:
    commands = typer.main.get_command(app).commands.values()  # type: ignore[attr-defined]
    options = {option for command in commands for parameter in command.params for option in parameter.opts}
    assert {*_OPTIONS.values(), *_REFUSED.values()} <= options
