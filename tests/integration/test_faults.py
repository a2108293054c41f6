"""Turns over connections that fail: nothing is lost, nothing is shown twice, and no prompt is sent again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import PartReset, Reply, Turn
from tests.support.replay import Fault, Recording, ReplayServer

pytestmark = pytest.mark.anyio

#: One of each way of telling a text: whole each time; in pieces, stored when whole.
RECORDINGS = {version: Recording.of(version) for version in ("1.0.185", "1.18.33")}
LENGTH = len(RECORDINGS["1.18.33"].events)

MakeClient = Callable[..., Any]


async def watch(make_client: MakeClient, recording: Recording, fault: Fault) -> ReplayServer:
    """Follow a turn, and check the text and the parts that were shown."""
    shown: dict[str, Any] = {}
    written = ""
    with ReplayServer(recording, fault) as server:
        client = make_client(server.url)
        async with client.session.stream(recording.session_id, "Go on.") as turn:
            while (progress := await turn._next()) is not None:
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


async def test_the_event_stream_breaks_at_every_boundary(make_client: MakeClient, recording: Recording) -> None:
    for boundary in range(len(recording.events)):
        # Some happens before there is a stream again, or nothing, in turns.
        lost = boundary % 4
        server = await watch(make_client, recording, Fault(cut_at=boundary, lost=lost))
        # After the last event the response is enough.
        assert server.streams == 2 or boundary + lost >= len(recording.events)


@pytest.mark.parametrize("boundary", range(5, LENGTH, 14))
async def test_all_later_events_are_lost(make_client: MakeClient, recording: Recording, boundary: int) -> None:
    await watch(make_client, recording, Fault(cut_at=boundary, lost=LENGTH))


async def test_the_server_refuses_for_a_while(make_client: MakeClient, recording: Recording) -> None:
    server = await watch(make_client, recording, Fault(cut_at=LENGTH // 2, lost=5, refusals=3))
    assert server.streams == 5


async def test_each_event_comes_twice(make_client: MakeClient, recording: Recording) -> None:
    await watch(make_client, recording, Fault(twice=True))
    await watch(make_client, recording, Fault(twice=True, cut_at=LENGTH // 2, lost=2))


@pytest.mark.parametrize("answer_at", [1, LENGTH // 2, LENGTH - 1])
async def test_events_come_after_the_response(make_client: MakeClient, recording: Recording, answer_at: int) -> None:
    await watch(make_client, recording, Fault(answer_at=answer_at))


@pytest.mark.parametrize("answer_at", [1, LENGTH // 2, LENGTH])
@pytest.mark.parametrize("cut_at", [None, LENGTH // 3])
async def test_the_response_is_lost(
    make_client: MakeClient, recording: Recording, answer_at: int, cut_at: int | None
) -> None:
    """Events and messages have the same content; the prompt is not sent again."""
    await watch(make_client, recording, Fault(answer_at=answer_at, breaks_answer=True, cut_at=cut_at, lost=4))
