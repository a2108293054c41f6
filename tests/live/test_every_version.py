"""Streaming on every version of the server: what is shown is what is stored, and nothing hangs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import AgentNotFoundError, PermissionRequest
from opencode_sessions.testing import Reasoning, Reply, ScriptedModel, Text, ToolCall

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


async def test_a_turn_of_several_steps(client: Any, model: ScriptedModel, project: Path) -> None:
    target = project / "notes.txt"
    model.push(
        Reply(
            Reasoning("A file is wanted.", chunk_size=4, delay=0.01),
            Text("First, the file.", chunk_size=3, delay=0.01),
            ToolCall("write", {"filePath": str(target), "content": "a note\n"}),
        ),
        Reply(Text("It is written: “größer”.", chunk_size=3, delay=0.01)),
    )
    session = await client.session.create()
    async with client.session.stream(session.id, "Take a note.", model="scripted/scripted") as turn:
        written = "".join([text async for text in turn.text_deltas])
        reply = await turn.result()
        steps = turn.steps
    stored = await client.session.turn(reply)
    assert written == stored.text == "First, the file.\n\nIt is written: “größer”."
    assert steps == stored.steps
    assert [(call.tool, call.state.status) for call in stored.tool_calls] == [("write", "completed")]
    assert target.read_text() == "a note\n"
    # A second turn knows nothing of the first.
    model.push("Yes.")
    async with client.session.stream(session.id, "Sure?", model="scripted/scripted") as turn:
        assert "".join([text async for text in turn.text_deltas]) == "Yes."
        assert [step.text for step in turn.steps] == ["Yes."]


async def test_an_unknown_agent(client: Any) -> None:
    session = await client.session.create()
    async with client.session.stream(session.id, "Hello?", model="scripted/scripted", agent="bild") as turn:
        with pytest.raises(AgentNotFoundError, match="bild"):
            await turn.result(timeout=30)


@pytest.mark.config(permission={"bash": "ask"})
async def test_a_permission_is_asked_for(client: Any, model: ScriptedModel, project: Path) -> None:
    requests: list[PermissionRequest] = []

    def allow(request: PermissionRequest) -> Any:
        requests.append(request)
        return "once"

    model.push(ToolCall("bash", {"command": "echo yes > allowed.txt", "description": "Write a file"}), "Written.")
    session = await client.session.create()
    reply = await client.session.chat(session.id, "Write it.", model="scripted/scripted", on_permission=allow)
    assert reply.text.endswith("Written.")
    assert [request.permission for request in requests] == ["bash"]
    assert (project / "allowed.txt").read_text() == "yes\n"
