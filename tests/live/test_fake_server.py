"""The fake server says the same as the real one, in the same order."""

from __future__ import annotations

from typing import Any

import pytest

from opencode_sessions import Opencode, ServerProcess
from opencode_sessions.testing import (
    FakeServer,
    ModelReply,
    ModelScript,
    ReplyLike,
    ScriptedModel,
    Stall,
    Text,
    ask_question,
    fail,
    reply,
    structured,
    tool_call,
)
from tools.servers.versions import ServerVersion

FORMAT = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TODOS = [{"content": "Test it", "status": "pending", "priority": "high"}]

SCRIPTS: dict[str, tuple[list[ReplyLike], dict[str, Any]]] = {
    "text": ([reply("Hello.", reasoning="Hm.", chunk_size=3)], {}),
    "tool": ([ModelReply("First, a plan.", tool_call("todowrite", {"todos": TODOS})), reply("Planned.")], {}),
    "failure": ([fail("No credit", status=402)], {}),
    "late failure": ([ModelReply("Half of it", Stall(0.1), fail("No credit"))], {}),
    "retry": ([fail("Too many", status=429), reply("Now.")], {}),
    "malformed call": ([tool_call("todowrite", "{bad"), reply("Oh.")], {}),
    "structured": ([structured({"city": "Rome"})], {"format": FORMAT}),
    "not structured": ([reply("Rome.")], {"format": FORMAT}),
    "question": ([ask_question("Which?", ["Red", "Blue"]), reply("Red.")], {"on_question": lambda _: [["Red"]]}),
    "dismissed question": ([ask_question("Which?")], {"on_question": lambda _: None}),
    "length": ([ModelReply(Text("Cut"), finish="length")], {}),
}


#: Events about what a tool does.
_OF_TOOLS = ("todo.updated", "question.asked", "question.replied", "question.rejected")


def said(event: dict[str, Any], session_id: str) -> str | None:
    """Return what an event says about a turn; None for what comes at any time."""
    kind, properties = event["type"], event.get("properties", {})
    if session_id not in str(properties):
        return None
    if kind == "message.part.updated":
        part = properties["part"]
        state = part.get("state", {})
        text = part.get("text", state.get("output", state.get("error")))
        # What a parser says is its own.
        text = text if part.get("tool") != "invalid" else text and text[:40]
        # Errors of validation differ, and so do those of the models' own programs.
        return f"{part['type']} {part.get('tool', '')} {state.get('status', '')} {text} {part.get('reason', '')}"
    if kind == "message.part.delta":
        return f"delta {properties['delta']}"
    if kind == "message.updated" and properties["info"]["role"] == "assistant":
        info = properties["info"]
        error = info.get("error", {}).get("name")
        done = "completed" in info["time"]
        return f"assistant {done} {info.get('finish')} {info['cost']} {error} {info.get('structured')}"
    if kind == "session.status":
        return f"status {properties['status']['type']}"
    if kind == "session.error":
        return f"error {properties['error']['name']} {properties['error']['data']['message']}"
    return str(kind) if kind in ("session.idle", *_OF_TOOLS) else None


def heard(client: Opencode, script: ModelScript, name: str) -> tuple[list[str], Any]:
    """Run a turn, and return what its events said, and its messages."""
    items, options = SCRIPTS[name]
    session = client.session.create(title="A title")
    script.script(items)
    events: list[str] = []
    with client.event.subscribe() as stream:
        answer = client.session.chat(session.id, "Go on.", **options)
        # The server says a little more after its response.
        client.session.update(session.id, title="Over")
        for each in stream:
            event: dict[str, Any] = each.to_dict()
            if (words := said(event, session.id)) is not None:
                events.append(words)
            is_over = event["type"] == "session.updated" and event["properties"]["info"]["title"] == "Over"
            if is_over and "session.idle" in events:
                break
    shape = [type(part).__name__ for part in answer.parts], answer.text, answer.failure, answer.tokens
    return events, shape


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_fake_says_the_same(
    server: ServerProcess, server_version: ServerVersion, project: Any, model: ScriptedModel, name: str
) -> None:
    if server_version != "1.18.33":
        pytest.skip("The fake is of another version.")
    with Opencode(server.url, password=server.password, directory=project) as client:
        real, real_shape = heard(client, model, name)
    fake = FakeServer(directory=project)
    with fake.client() as client:
        told, shape = heard(client, fake, name)
    assert shape == real_shape
    # Once more or less, the session is busy, or at rest.
    assert without_repetition(told) == without_repetition(real)


def without_repetition(events: list[str]) -> tuple[list[str], list[str]]:
    """Leave out what the last event has said, how often the session is idle, and that a tool runs.

    Returns:
        The events in their order, and those of tools: a real server says what a tool does at any time of its step.
    """
    kept: list[str] = []
    of_tools: list[str] = []
    for event in events[: events.index("session.idle") + 1]:
        if event in _OF_TOOLS:
            of_tools.append(event)
        elif event not in kept[-1:] and " running " not in event:
            kept.append(event)
    return kept, sorted(of_tools)
