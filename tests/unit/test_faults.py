"""Turns over connections that fail: nothing is lost, nothing is shown twice, and no prompt is sent again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from replay import Fault, Recording, ReplayServer

from opencode_sessions import PartReset, Reply
from opencode_sessions.replies import Turn

pytestmark = pytest.mark.anyio

#: Of each way of telling a text: whole, whole and in pieces, in pieces.
RECORDINGS = {version: Recording.of(version) for version in ("0.5.29", "1.0.185", "1.3.2", "1.18.33")}
NEWEST = RECORDINGS["1.18.33"]
MakeClient = Callable[..., Any]


async def watch(make_client: MakeClient, recording: Recording, fault: Fault) -> ReplayServer:
    """Watch a turn, and check what was shown of it."""
    shown: dict[str, Any] = {}
    with ReplayServer(recording, fault) as server:
        client = make_client(server.url)
        async with client.session.stream(recording.session_id, "Go on.") as turn:
            async for part in turn.parts:
                shown[part.id] = part
            reply = await turn.result(timeout=20)
            steps = turn.steps
        written = await text_of(make_client(server.url), recording) if fault == Fault() else None
    stored = Turn([Reply.from_dict(message) for message in recording.messages])
    assert reply == Reply.from_dict(recording.answer)
    assert [texts(step) for step in steps] == [texts(step) for step in stored.steps]
    parts = {part.id: part for message in stored.messages for part in message.parts}
    assert {name: text(part) for name, part in shown.items()} == {name: text(part) for name, part in parts.items()}
    assert server.prompts == 1
    assert written is None
    return server


def text(part: Any) -> str | None:
    """The text of a part, up to the trimming that old servers do."""
    return part.text.strip() if part.type in ("text", "reasoning") else None


def texts(step: Reply) -> dict[str, str | None]:
    return {part.id: text(part) for part in step.parts}
