"""Turns as they happen on servers of every version, also over connections that break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opencode_sessions import ConnectionLostError, InternalServerError, PartReset, ServerProcess
from opencode_sessions._response import AGENT_GOES_ON
from opencode_sessions.testing import ModelReply, Reasoning, ScriptedModel, Text, ToolCall
from tests.support.cutting import CuttingProxy
from tests.support.waiting import act_once, eventually
from tools.servers.versions import ServerVersion

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

FIRST, SECOND = "First, I look at the file. Größe: 🌲.", "It says one, and nothing beyond that."


def slowly(text: str) -> Text:
    """A text in many pieces, over half a second or so."""
    return Text(text, chunk_size=3, delay=0.04)


@pytest.fixture
def proxy(server: ServerProcess) -> Iterator[CuttingProxy]:
    """Stands before the server."""
    with CuttingProxy(server.url) as proxy:
        yield proxy


async def watch(client: Any, model: ScriptedModel, cut: Callable[[], object] | None = None) -> None:
    """Follow a turn of two steps, break it in the middle of a text, and check the text and parts that were shown."""
    tool = ToolCall("bash", {"command": "echo one", "description": "Say one"})
    model.push(ModelReply(Reasoning("I had better look.", chunk_size=4), slowly(FIRST), tool), slowly(SECOND))
    asked = len(model.requests)
    session = await client.session.create()
    written, pieces, shown = "", 0, {}
    async with client.session.stream(session.id, "What does it say?", model="scripted/scripted") as turn:
        while (progress := await turn._next()) is not None:
            assert not isinstance(progress.event, PartReset)
            written += progress.text
            pieces += bool(progress.text)
            if progress.part is not None:
                shown[progress.part.id] = progress.part
            if cut is not None and pieces == 3:
                cut()
                cut = None
        reply = await turn.result()
        steps = turn.steps
    stored = await client.session.turn(reply)
    assert written.split() == stored.text.split()
    assert FIRST in stored.text
    # 0.5.29 puts all steps into one message.
    assert reply.text.endswith(SECOND)
    # 1.0.0 adds something to its response that it does not store.
    assert (reply.info, reply.parts) == (stored.messages[-1].info, stored.messages[-1].parts)
    assert list(map(texts, steps)) == list(map(texts, stored.steps))
    assert texts_of(shown.values()) == texts_of(part for step in stored.steps for part in step.parts)
    assert pieces > 4
    assert cut is None
    # No prompt was sent again.
    assert len(model.requests) == asked + 2


def texts(step: Any) -> dict[str, str | None]:
    return texts_of(step.parts)


def texts_of(parts: Any) -> dict[str, str | None]:
    """The texts of parts, up to the trimming that old servers do."""
    return {part.id: part.text.strip() if part.type in ("text", "reasoning") else None for part in parts}


async def test_turns_over_connections_that_break(
    make_client: Callable[..., Any], server: ServerProcess, project: Path, model: ScriptedModel, proxy: CuttingProxy
) -> None:
    """The event stream is cut, then the connection of the prompt's own call; then neither is."""
    client = make_client(proxy.url, password=server.password, directory=project)
    cuts: list[int] = []
    for request in ("GET /event", "POST /session/"):
        await watch(client, model, lambda request=request: cuts.append(proxy.cut(request)))  # type: ignore[misc]
    assert cuts == [1, 1]
    await watch(client, model)


async def test_a_proxy_that_gives_up(
    make_client: Callable[..., Any],
    server: ServerProcess,
    server_version: ServerVersion,
    project: Path,
    model: ScriptedModel,
    proxy: CuttingProxy,
) -> None:
    """A 504 for the prompt proves nothing: the turn is followed to its end, and `chat` says that the agent goes on."""
    client = make_client(proxy.url, password=server.password, directory=project)
    given_up: list[int] = []
    await watch(client, model, lambda: given_up.append(proxy.give_up("POST /session/")))
    assert given_up == [1]

    session = await client.session.create()
    model.push(slowly(FIRST))
    asked = len(model.requests)
    with (
        act_once(lambda: len(model.requests) > asked, lambda: given_up.append(proxy.give_up("POST /session/"))),
        pytest.raises((InternalServerError, ConnectionLostError)) as caught,
    ):
        await client.session.chat(session.id, "What does it say?", model="scripted/scripted")
    assert given_up == [1, 1]
    # Old servers send the head of the response at once; then no proxy can respond with a status of its own.
    assert caught.value.status_code == 504 or server_version.before("1.15.0")
    assert AGENT_GOES_ON in str(caught.value)

    async def written() -> str:
        return str((await client.session.messages(session.id))[-1].text)

    # It did go on, and the prompt was sent once.
    assert (await eventually(written, lambda text: text == FIRST)) == FIRST
    assert len(model.requests) == asked + 1
