"""Aborting stops the agent, on the real server, also before its session is busy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import pytest

from opencode_sessions import APITimeoutError, ServerProcess, TurnAbortedError, UnsupportedByServerError
from opencode_sessions._response import AGENT_GOES_ON, AGENT_STOPPED
from opencode_sessions.testing import ScriptedModel, Text
from tools.servers.versions import ServerVersion

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

#: It is written to for more than a minute.
ENDLESS = Text("and then, and then, " * 100, chunk_size=4, delay=0.2)
#: How long an agent is watched that has stopped: one at work would write seven pieces in that time.
WATCH_SECONDS = 1.5


@pytest.fixture
def assert_stopped(client: Any, server_version: ServerVersion) -> Callable[[str], Awaitable[None]]:
    """Returns a function that asserts that the agent is not at work, and does not begin."""

    async def assert_stopped(session_id: str) -> None:
        seen: list[list[str]] = []
        for pause in (0, WATCH_SECONDS):
            await anyio.sleep(pause)
            with suppress(UnsupportedByServerError):
                assert session_id not in await client.session.status()
            messages = [one for one in await client.session.messages(session_id) if one.info.role == "assistant"]
            seen.append([message.text for message in messages])
            # A message whose turn was aborted before it was written to stays unfinished; before 1.0.0, others may, too.
            for message in messages if not server_version.before("1.0.0") else []:
                assert message.error.name == "MessageAbortedError" if message.error else not message.text
        assert seen[0] == seen[1]
        assert len("".join(seen[0])) < len(ENDLESS.text)

    return assert_stopped


@pytest.mark.parametrize("way", ["chat", "stream"])
@pytest.mark.parametrize("seconds", [0.3, 0.5, 0.8])
async def test_out_of_time_in_a_new_project(
    make_client: Callable[..., Any],
    server: ServerProcess,
    project: Path,
    model: ScriptedModel,
    seconds: float,
    way: str,
    assert_stopped: Callable[[str], Awaitable[None]],
) -> None:
    model.push(ENDLESS)
    hasty = make_client(server.url, password=server.password, directory=project, turn_timeout=seconds)
    session = await hasty.session.create()

    async def wait() -> None:
        if way == "chat":
            await hasty.session.chat(session.id, "Think.", abort_on_cancel=True)
        async with hasty.session.stream(session.id, "Think.", abort_on_cancel=True) as turn:
            await turn.result()

    with pytest.raises(APITimeoutError) as caught:
        await wait()
    said = "\n".join([str(caught.value), *getattr(caught.value, "__notes__", [])])
    assert AGENT_STOPPED in said
    assert AGENT_GOES_ON not in said
    await assert_stopped(session.id)


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.4])
async def test_an_abort_soon_after_the_prompt(
    client: Any,
    server_version: ServerVersion,
    model: ScriptedModel,
    seconds: float,
    assert_stopped: Callable[[str], Awaitable[None]],
) -> None:
    model.push(ENDLESS)
    session = await client.session.create()
    async with client.session.stream(session.id, "Think.") as turn:
        await anyio.sleep(seconds)
        assert await turn.abort()
        # The agent had not begun.
        with suppress(TurnAbortedError):
            reply = await turn.result()
            assert server_version.before("1.0.0") or reply.error.name == "MessageAbortedError"
    await assert_stopped(session.id)


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.4])
async def test_leaving_soon_after_the_prompt(
    client: Any, model: ScriptedModel, seconds: float, assert_stopped: Callable[[str], Awaitable[None]]
) -> None:
    model.push(ENDLESS)
    session = await client.session.create()
    async with client.session.stream(session.id, "Think.", abort_on_exit=True):
        await anyio.sleep(seconds)
    await assert_stopped(session.id)


async def test_a_cancelled_chat_in_a_new_project(
    client: Any, model: ScriptedModel, mode: str, assert_stopped: Callable[[str], Awaitable[None]]
) -> None:
    if mode == "sync":
        pytest.skip("a sync call cannot be cancelled")
    model.push(ENDLESS)
    session = await client.session.create()
    with anyio.move_on_after(0.5) as scope:
        await client.session.chat(session.id, "Think.", abort_on_cancel=True)
    assert scope.cancelled_caught
    await assert_stopped(session.id)
