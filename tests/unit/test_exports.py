"""What can be imported, and what importing costs."""

from __future__ import annotations

import subprocess
import sys
import typing

import pytest

import opencode_sessions
from opencode_sessions import errors
from opencode_sessions_api import models

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
    "SessionAbortResponse",
    "SessionDeleteResponse",
    "SessionInitResponse",
    "SessionListResponse",
    "SessionMessagesResponse",
    "SessionSummarizeResponse",
    "Opencode",
    "AsyncOpencode",
    "AsyncSessionResource",
    "OpencodeError",
    "Reply",
    "Turn",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_people_know(name: str) -> None:
    assert getattr(opencode_sessions, name) is not None
    assert name in opencode_sessions.__all__
    assert name in dir(opencode_sessions)


def test_every_public_name_resolves() -> None:
    for name in opencode_sessions.__all__:
        getattr(opencode_sessions, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Sesion'"):
        opencode_sessions.Sesion  # noqa: B018


def test_no_wire_model_shares_its_name_with_anything_else() -> None:
    schemas = set(models.__all__)
    assert not schemas & set(opencode_sessions._HOME)
    assert not schemas & set(errors.__all__)


def test_unions_work_with_isinstance() -> None:
    text = opencode_sessions.TextPart.from_dict({"type": "text", "text": "x"})
    assert isinstance(text, opencode_sessions.Part)
    assert not isinstance(text, opencode_sessions.Message)
    assert isinstance(opencode_sessions.UnknownPart({"type": "new"}), opencode_sessions.Part)
    assert opencode_sessions.FileSource in typing.get_args(opencode_sessions.FilePartSource)


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import opencode_sessions", ["httpx", "attr", "opencode_sessions_api", "dateutil", "tenacity", "anyio"]),
        ("import opencode_sessions; opencode_sessions.OpencodeError", ["httpx", "attr", "opencode_sessions_api"]),
        ("import opencode_sessions; opencode_sessions.TextPart", ["httpx", "opencode_sessions_api.models.tool_part"]),
        ("import opencode_sessions; opencode_sessions.Opencode()", ["tenacity", "dateutil", "pytest_httpserver"]),
    ],
)
def test_importing_loads_no_more_than_it_needs(code: str, absent: list[str]) -> None:
    code += f"; import sys; print([name for name in {absent!r} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout == "[]\n"
