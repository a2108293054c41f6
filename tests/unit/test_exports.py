"""The public names."""

from __future__ import annotations

import ast
import builtins
import collections.abc
import inspect
import pydoc
import sys
import typing
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import opencode_sessions
from opencode_sessions import aliases, errors
from opencode_sessions_api import models

#: All public names.
PUBLIC: list[str] = import_module("opencode_sessions").__all__

#: The session module of the SDKs in other languages exports these.
NAMES = [
    "AssistantMessage",
    "AssistantMessagePath",
    "AssistantMessageTime",
    "AssistantMessageTokens",
    "FilePart",
    "FilePartInput",
    "FilePartSourceText",
    "FileSource",
    "PatchPart",
    "Session",
    "SessionChatParams",
    "SessionInitParams",
    "SessionMessagesResponseItem",
    "SessionResource",
    "SessionRevert",
    "SessionRevertParams",
    "SessionShare",
    "SessionSummarizeParams",
    "SessionTime",
    "SnapshotPart",
    "StepFinishPart",
    "StepFinishTokens",
    "StepStartPart",
    "SymbolSource",
    "SymbolSourcePosition",
    "SymbolSourceRange",
    "TextPart",
    "TextPartInput",
    "TextPartInputTime",
    "TextPartTime",
    "TokenCache",
    "ToolPart",
    "ToolStateCompleted",
    "ToolStateCompletedTime",
    "ToolStateError",
    "ToolStateErrorTime",
    "ToolStatePending",
    "ToolStateRunning",
    "ToolStateRunningTime",
    "UserMessage",
    "UserMessageTime",
    "FilePartSource",
    "Message",
    "Part",
    "PartInput",
    "ToolState",
    *(f"Session{name}Response" for name in ("Abort", "Delete", "Init", "List", "Messages", "Summarize")),
    "Opencode",
    "AsyncOpencode",
    "AsyncSessionResource",
    "OpencodeError",
    "Reply",
    "Turn",
]

#: What programs call in addition to sessions: each method, with the arguments that may be given by position.
METHODS = {
    "provider.list": "",
    "provider.auth": "",
    "auth.set": "provider_id type",
    "auth.remove": "provider_id",
    "config.update": "settings",
    "global_.config": "",
    "global_.update_config": "settings",
    "global_.dispose": "",
    "instance.dispose": "",
    "project.list": "",
    "project.current": "",
    "project.update": "project_id",
    "path.get": "",
    "file.list": "path",
    "file.read": "path",
    "file.status": "",
    "find.text": "pattern",
    "find.files": "query",
    "find.symbols": "query",
    "vcs.get": "",
    "vcs.status": "",
    "vcs.diff": "mode",
    "mcp.list": "",
    "mcp.add": "name config",
    "mcp.connect": "name",
    "mcp.disconnect": "name",
    "mcp.auth_start": "name",
    "mcp.auth_callback": "name code",
    "mcp.auth_authenticate": "name",
    "mcp.auth_remove": "name",
    "tool.ids": "",
    "tool.list": "provider model",
    "skill.list": "",
    "lsp.status": "",
    "formatter.status": "",
    "app.log": "service level message",
    "worktree.list": "",
    "worktree.create": "",
    "worktree.remove": "worktree_directory",
    "worktree.reset": "worktree_directory",
    "tui.append_prompt": "text",
    "tui.submit_prompt": "",
    "tui.clear_prompt": "",
    "tui.open_help": "",
    "tui.open_sessions": "",
    "tui.open_themes": "",
    "tui.open_models": "",
    "tui.execute_command": "command",
    "tui.show_toast": "message variant",
    "tui.select_session": "session_id",
}


@pytest.mark.parametrize("client", [opencode_sessions.Opencode, opencode_sessions.AsyncOpencode])
@pytest.mark.parametrize("name", METHODS)
def test_known_methods(client: type, name: str) -> None:
    resource, _, method = name.partition(".")
    parameters = inspect.signature(getattr(getattr(client, resource), method)).parameters.values()
    positional = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    assert positional == ["self", *METHODS[name].split()]


@pytest.mark.parametrize("name", NAMES)
def test_known_names(name: str) -> None:
    assert getattr(opencode_sessions, name) is not None
    assert name in PUBLIC
    assert name in dir(opencode_sessions)


def test_every_public_name_resolves() -> None:
    for name in PUBLIC:
        getattr(opencode_sessions, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Missing'"):
        import_module("opencode_sessions").Missing  # noqa: B018


def test_no_wire_model_shares_its_name_with_anything_else() -> None:
    for module in (models, errors, aliases):
        for name in module.__all__:
            # Unions may be made more than once, and are equal then.
            assert getattr(opencode_sessions, name) == getattr(module, name)


def test_unions_work_with_isinstance() -> None:
    text = opencode_sessions.TextPart.from_dict({"type": "text", "text": "x"})
    assert isinstance(text, opencode_sessions.Part)
    assert not isinstance(text, opencode_sessions.Message)
    assert isinstance(opencode_sessions.UnknownPart({"type": "new"}), opencode_sessions.Part)
    assert opencode_sessions.FileSource in typing.get_args(opencode_sessions.FilePartSource)


def test_type_checkers_see_the_same_names() -> None:
    """The branch for type checkers imports all of each module; the table has the same names, one by one."""
    face = ast.parse(Path(opencode_sessions.__file__).read_text("utf-8"))
    (branch,) = [node for node in face.body if isinstance(node, ast.If)]
    seen: set[str] = set()
    for node in branch.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            seen |= set(import_module(str(node.module)).__all__) if alias.name == "*" else {alias.name}
    assert sorted(seen) == PUBLIC


@pytest.mark.parametrize("name", ["PromptOptions", "ChatOptions", "StreamOptions"])
def test_hints_of_options_can_be_resolved(name: str) -> None:
    hints = typing.get_type_hints(getattr(opencode_sessions, name))
    assert hints["model"] == opencode_sessions.ModelLike | None


def test_help_is_a_page() -> None:
    """Also when names have been imported; and it is the page of the package alone that is short."""
    for _ in range(2):
        page = pydoc.plain(pydoc.render_doc(opencode_sessions))
        assert len(page.splitlines()) < 100
        assert "client.session.chat" in page
        assert {"Opencode", "Session", "NotFoundError"} <= set(dir(opencode_sessions))
        assert opencode_sessions.Opencode is not None


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("testing", ["ScriptedModel", "push", "ToolCall", "install_server", "SERVER_VERSION"]),
        ("server", ["ServerProcess", "find_program"]),
        ("batch", ["run", "Job", "Result", "JournalLockedError"]),
    ],
)
def test_help_shows_the_names_of_a_small_package(module: str, names: list[str]) -> None:
    page = pydoc.plain(pydoc.render_doc(f"opencode_sessions.{module}"))
    assert [name for name in names if name not in page] == []


#: The packages that users import from.
PACKAGES = ["opencode_sessions", *(f"opencode_sessions.{name}" for name in ("batch", "server", "testing"))]


def public_classes() -> dict[str, type[Any]]:
    """The public classes of the packages, and the resources of both clients."""
    named = {
        name: getattr(import_module(package), name) for package in PACKAGES for name in import_module(package).__all__
    }
    for client in (opencode_sessions.Opencode, opencode_sessions.AsyncOpencode):
        resources = {name: getattr(client, name) for name in dir(client) if not name.startswith("_")}
        named |= {f"{client.__name__}.{name}": resource for name, resource in resources.items()}
    return {name: kind for name, kind in named.items() if isinstance(kind, type)}


def named_types(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """Where a name stands in the annotations of the public methods and properties of a class, and the name."""
    for attribute in [name for name in dir(kind) if not name.startswith("_")]:
        found = inspect.getattr_static(kind, attribute)
        function = getattr(found, "fget", getattr(found, "__func__", found))
        module = sys.modules[getattr(function, "__module__", None) or kind.__module__]
        if not inspect.isfunction(function) or not module.__name__.startswith("opencode_sessions"):
            continue
        for text in function.__annotations__.values():
            for node in ast.walk(ast.parse(text, mode="eval")):
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "models":
                    yield attribute, node.attr
                elif isinstance(node, ast.Name) and not isinstance(vars(module).get(node.id), typing.TypeVar):
                    yield attribute, node.id


def test_every_type_of_a_public_method_can_be_imported() -> None:
    """So that users can annotate what they pass, and what they get."""
    known = {name for package in PACKAGES for name in import_module(package).__all__}
    known |= {*dir(builtins), *typing.__all__, *collections.abc.__all__}
    # Of the standard library, and modules; what annotations name of `models` is looked up by itself.
    known |= {"Path", "Signals", "UnionType", "datetime", "builtins", "httpx", "models", "os"}
    seen = {(name, at, used) for name, kind in public_classes().items() for at, used in named_types(kind)}
    assert len(seen) > 500
    assert sorted(entry for entry in seen if entry[2] not in known) == []
