"""A real server that is killed, restarted or stopped in the middle of a turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anyio.to_thread import run_sync

from opencode_sessions import Opencode, TurnLostError
from opencode_sessions.testing import ModelReply, ScriptedModel, Stall, Text, ToolCall
from tests.support.restarting import RestartableServer
from tests.support.waiting import act_once

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

LOOK = ToolCall("bash", {"command": "echo one", "description": "Say one"})
STORY = "Once, long ago, Größe 木 🌲 met nobody, and so nothing happened for a long while. "


def slowly(text: str) -> Text:
    """A text in many pieces, over a second or more."""
    return Text(text, chunk_size=3, delay=0.05)


@pytest.fixture
def own_client(make_client: Callable[..., Any], own_server: RestartableServer, project: Path) -> Any:
    return make_client(own_server.url, password=own_server.password, directory=project)


async def test_a_restart_in_mid_turn(own_client: Any, own_server: RestartableServer, model: ScriptedModel) -> None:
    """The turn is lost, and says so with all that was seen of it; the client goes on with the new server."""
    model.push(ModelReply("First, a look.", LOOK), ModelReply(slowly(STORY), Stall(60)), "There again.")
    session = await own_client.session.create()
    async with own_client.event.subscribe(types={"server.connected", "session.idle"}) as events:
        async with own_client.session.stream(session.id, "Tell me.", model="scripted/scripted") as turn:
            pieces: list[str] = []

            async def read(least: int = 1000) -> None:
                async for text in turn.text_deltas:
                    pieces.append(text)
                    if len("".join(pieces)) > least:
                        break

            await read(40)
            await run_sync(own_server.restart)
            with pytest.raises(TurnLostError, match="restarted") as caught:
                await read()
        error = caught.value
        assert "\n\n".join(step.text for step in error.steps) == turn.text == "".join(pieces)
        assert turn.text.startswith("First, a look.\n\nOnce, long ago")
        assert [call.state.status for call in turn.tool_calls] == ["completed"]
        assert error.reply == error.steps[-1]

        asked = len(model.requests)
        async with own_client.session.stream(session.id, "Are you there?", model="scripted/scripted") as turn:
            assert "".join([text async for text in turn.text_deltas]) == "There again."
            assert (await turn.result()).text == "There again."
        assert len(model.requests) == asked + 1

        heard: list[str] = []
        async for event in events:
            heard.append(event.type)
            if event.type == "session.idle":
                break
    # The second connection marks the gap.
    assert heard[-2:] == ["server.connected", "session.idle"]


async def test_a_restart_while_chatting(own_client: Any, own_server: RestartableServer, model: ScriptedModel) -> None:
    """With a callback, `chat` follows the turn, too."""
    model.push(ModelReply(slowly(STORY), Stall(60)))
    session = await own_client.session.create()
    with act_once(lambda: model.requests, own_server.restart), pytest.raises(TurnLostError) as caught:
        await own_client.session.chat(
            session.id, "Tell me.", model="scripted/scripted", on_permission=lambda request: "once"
        )
    assert caught.value.steps


async def test_a_restart_and_then_the_turn_of_somebody_else(
    make_client: Callable[..., Any],
    own_client: Any,
    own_server: RestartableServer,
    model: ScriptedModel,
    project: Path,
) -> None:
    """Their answer is not taken for the answer to the prompt that the server has forgotten."""
    model.push(ModelReply(slowly(STORY), Stall(60)), "For them.")
    session = await own_client.session.create()

    def restart_and_prompt() -> None:
        own_server.restart()
        with Opencode(own_server.url, password=own_server.password, directory=project) as them:
            assert them.session.chat(session.id, "And me?", model="scripted/scripted").text == "For them."

    async with own_client.session.stream(session.id, "Tell me.", model="scripted/scripted") as turn:
        async for _ in turn.text_deltas:
            break
        await run_sync(restart_and_prompt)
        with pytest.raises(TurnLostError) as caught:
            await turn.result()
    assert "For them." not in turn.text
    assert len(caught.value.steps) == 1


@pytest.mark.parametrize("seconds", [3])
async def test_a_server_that_stops_for_a_while(
    own_client: Any, own_server: RestartableServer, model: ScriptedModel, seconds: float
) -> None:
    model.push(ModelReply(slowly(STORY), LOOK), slowly("And that was all of it."))
    session = await own_client.session.create()
    async with own_client.session.stream(session.id, "Tell me.", model="scripted/scripted") as turn:
        written, stopped = "", False
        async for text in turn.text_deltas:
            written += text
            if len(written) > 20 and not stopped:
                stopped = True
                await run_sync(own_server.freeze, seconds)
        reply = await turn.result()
    assert stopped
    stored = await own_client.session.turn(reply)
    assert written.split() == stored.text.split() == f"{STORY} And that was all of it.".split()
    assert [call.state.status for call in turn.tool_calls] == ["completed"]
