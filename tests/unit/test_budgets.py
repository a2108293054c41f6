"""Budgets of calling and decoding, in calls and allocations, which do not depend on the machine.

The times are in docs/performance.md, and `make bench` measures them.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

import httpx

import opencode_sessions_api
from opencode_sessions import Opencode
from opencode_sessions._event_router import ReceivedEvent
from opencode_sessions._turn_content import TurnContent
from opencode_sessions._turn_state import TurnState
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.session import session_messages
from tests.support.samples import SESSION, assistant_message, part, text_part, tool_part

OURS = ("opencode_sessions", "opencode_sessions_api")
SESSION_ID = SESSION["id"]
MESSAGE = assistant_message(
    part("step-start", snapshot="4f1c"),
    text_part("Let me see.", time={"start": 1760000002000, "end": 1760000002100}),
    tool_part(),
    part("step-finish", reason="stop", cost=0.25, tokens=assistant_message()["info"]["tokens"]),
)


def calls(function: Callable[[], Any]) -> Counter[str]:
    """Count the calls of each of our functions, and from them of each built-in one; comprehensions are no functions."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if frame.f_globals.get("__name__", "").split(".")[0] not in OURS:
            return
        name = frame.f_code.co_name if event == "call" else getattr(argument, "__qualname__", "")
        if event in ("call", "c_call") and not name.startswith("<"):
            found[name] += 1

    function()
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return found


def check(what: str, found: Counter[str], budget: int) -> None:
    """Compare calls with their budget."""
    assert found.total() <= budget, (
        f"{what} takes {found.total()} calls, more than its budget of {budget}: {found.most_common()}. "
        "Time them with cProfile; if they are worth it, raise the budget and run `make bench`."
    )


def test_decoding_a_message() -> None:
    check("decoding a message", calls(lambda: session_messages.decode([MESSAGE])), 107)


def test_a_call() -> None:
    content = json.dumps(SESSION).encode()
    http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, content=content)))
    with http, Opencode("http://server.test", http_client=http) as client:
        # Two thirds are the decoder's, which reads each field once; others keep the limits of time and size.
        check("a call", calls(lambda: client.session.get(SESSION_ID)), 77)


def test_a_delta() -> None:
    state = TurnContent(SESSION_ID)
    info = MESSAGE["info"]
    place = {"sessionID": SESSION_ID, "messageID": info["id"], "partID": "prt_text"}
    decode = event_subscribe.build().decode

    def hear(kind: str, **properties: Any) -> None:
        state.hear(decode({"type": kind, "properties": properties}))

    hear("message.updated", info=info, sessionID=SESSION_ID)
    hear("message.part.updated", part=text_part("", messageID=info["id"], time={"start": 1}))
    # Half are the decoder's; the others find the part, and make the piece of text and its progress.
    check("a delta", calls(lambda: hear("message.part.delta", field="text", delta="x", **place)), 31)


def test_a_delta_that_is_read_from_a_turn() -> None:
    place = {"sessionID": SESSION_ID, "messageID": MESSAGE["info"]["id"]}
    part = text_part("", messageID=place["messageID"], time={"start": 1})
    delta = {**place, "partID": part["id"], "field": "text", "delta": "x"}
    events = [
        ("message.updated", {"sessionID": SESSION_ID, "info": MESSAGE["info"]}),
        ("message.part.updated", {"sessionID": SESSION_ID, "part": part}),
        *[("message.part.delta", delta)] * 2,
    ]
    with Opencode("http://server.test") as client:
        turn = client.session.stream(SESSION_ID, "Go on.")
        turn._session_id, turn._sessions = SESSION_ID, {SESSION_ID}
        turn._state = TurnState(TurnContent(SESSION_ID), monotonic())
        decode = event_subscribe.build().decode
        for kind, properties in events:
            turn._mailbox.put(ReceivedEvent({"type": kind, "properties": properties}, decode))
        text = turn.text_deltas
        # Those of the test before; the others take the event out of the mailbox, and find out what is due.
        check("a delta of a turn", calls(lambda: next(text)), 70)


def test_a_part_is_one_object_and_one_for_its_time() -> None:
    count = 500
    parts = [text_part("x", time={"start": 1, "end": 2}) for _ in range(count)]
    data = [assistant_message(*parts)]
    session_messages.decode([assistant_message(*parts)])
    folder = str(Path(opencode_sessions_api.__file__).parent / "*")
    gc.collect()
    tracemalloc.start()
    try:
        kept = session_messages.decode(data)
        found = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, folder)]).statistics("lineno")
    finally:
        tracemalloc.stop()
    assert len(kept[0].parts) == count
    blocks = sum(line.count for line in found)
    assert blocks <= 2 * count + 20, (
        f"a part takes {blocks / count:.2f} allocations, more than its budget of 2: {found[:5]}. "
        "See them with tracemalloc."
    )
