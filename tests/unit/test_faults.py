"""Turns over connections that fail: nothing is lost, nothing is shown twice, and no prompt is sent again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from replay import Fault, Recording, ReplayServer

from opencode_sessions import PartReset, Reply
from opencode_sessions.finished_turns import Turn

pytestmark = pytest.mark.anyio

#: One of each way of telling a text: whole each time; in pieces, stored when whole.
RECORDINGS = {version: Recording.of(version) for version in ("1.0.185", "1.18.33")}
LENGTH = len(RECORDINGS["1.18.33"].events)

MakeClient = Callable[..., Any]


async def watch(make_client: MakeClient, recording: Recording, fault: Fault) -> ReplayServer:
    """Watch a turn, and check what was shown of it."""
    shown: dict[str, Any] = {}
    written = ""
    with ReplayServer(recording, fault) as server:
        client = make_client(server.url)
        async with client.session.stream(recording.session_id, "Go on.") as turn:
            while (progress := await turn.follow()) is not None:
                assert not isinstance(progress.event, PartReset), fault
                written += progress.text
                if progress.part is not None:
                    shown[progress.part.id] = progress.part
            reply = await turn.result()
            steps = turn.steps
        await client.close()
    stored = Turn([Reply.from_dict(message) for message in recording.messages])
    assert reply == Reply.from_dict(recording.answer), fault
    assert written == stored.text, fault
    assert parts_of(steps) == parts_of(stored.steps), fault
    assert {name: text(part) for name, part in shown.items()} == parts_of(stored.steps), fault
    assert server.prompts == 1, fault
    return server


def text(part: Any) -> str | None:
    """The text of a part, up to the trimming that old servers do."""
    return part.text.strip() if part.type in ("text", "reasoning") else None


def parts_of(messages: Any) -> dict[str, str | None]:
    return {part.id: text(part) for message in messages for part in message.parts}


@pytest.fixture(params=RECORDINGS)
def recording(request: pytest.FixtureRequest) -> Recording:
    """The turn to play."""
    return RECORDINGS[request.param]


async def test_the_event_stream_is_cut_at_every_boundary(make_client: MakeClient, recording: Recording) -> None:
    for boundary in range(len(recording.events)):
        # Some happens before there is a stream again, or nothing, in turns.
        server = await watch(make_client, recording, Fault(cut_at=boundary, lost=boundary % 4))
        assert server.connections == 2


@pytest.mark.parametrize("boundary", range(5, LENGTH, 14))
async def test_all_that_follows_is_lost(make_client: MakeClient, recording: Recording, boundary: int) -> None:
    await watch(make_client, recording, Fault(cut_at=boundary, lost=LENGTH))


async def test_the_server_refuses_for_a_while(make_client: MakeClient, recording: Recording) -> None:
    server = await watch(make_client, recording, Fault(cut_at=LENGTH // 2, lost=5, refusals=3))
    assert server.connections == 5


async def test_each_event_comes_twice(make_client: MakeClient, recording: Recording) -> None:
    await watch(make_client, recording, Fault(twice=True))
    await watch(make_client, recording, Fault(twice=True, cut_at=LENGTH // 2, lost=2))


@pytest.mark.parametrize("answer_at", [1, LENGTH // 2, LENGTH - 1])
async def test_events_come_after_the_answer(make_client: MakeClient, recording: Recording, answer_at: int) -> None:
    await watch(make_client, recording, Fault(answer_at=answer_at))


@pytest.mark.parametrize("answer_at", [1, LENGTH // 2, LENGTH])
@pytest.mark.parametrize("cut_at", [None, LENGTH // 3])
async def test_the_answer_is_lost(
    make_client: MakeClient, recording: Recording, answer_at: int, cut_at: int | None
) -> None:
    """Events and messages tell what it would have told; the prompt is not sent again."""
    await watch(make_client, recording, Fault(answer_at=answer_at, breaks_answer=True, cut_at=cut_at, lost=4))
