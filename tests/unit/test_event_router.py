"""Events and those who listen: by session, by type, with the sessions of subtasks, and when events are malformed."""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import NotFoundError, UnknownEvent
from opencode_sessions._event_router import MAX_QUEUED, Ended, EventRouter, Listener, Missed, ReceivedEvent
from opencode_sessions._options import reconnect_seconds
from opencode_sessions_api.api.event import event_subscribe

pytestmark = pytest.mark.usefixtures("json_reader")

decode = event_subscribe.build().decode


class Box:
    """A mailbox without a reader."""

    def __init__(self) -> None:
        self.items: deque[Any] = deque()

    def put(self, item: Any) -> None:
        self.items.append(item)

    def drop(self, is_dropped: Callable[[Any], bool]) -> None:
        self.items = deque(item for item in self.items if not is_dropped(item))

    def __len__(self) -> int:
        return len(self.items)


def listening(router: EventRouter, **options: Any) -> Box:
    box = Box()
    router.add(Listener(box, **options))
    return box


def types(box: Box) -> list[Any]:
    return [item.type if isinstance(item, ReceivedEvent) else type(item) for item in box.items]


def payload(kind: str, session_id: str = "ses_1", **properties: Any) -> bytes:
    return json.dumps({"type": kind, "properties": {"sessionID": session_id, **properties}}).encode()


@pytest.mark.parametrize(("given", "seconds"), [("forever", math.inf), (0, 0), (2.5, 2.5)])
def test_the_time_until_a_lost_connection_is_given_up(given: Any, seconds: float) -> None:
    assert reconnect_seconds(given) == seconds


@pytest.mark.parametrize("given", ["never", -1, True, None, math.nan])
def test_a_malformed_time(given: Any) -> None:
    with pytest.raises(ValueError, match='a number of seconds or "forever"'):
        reconnect_seconds(given)


def test_an_event_goes_to_those_who_ask_for_it() -> None:
    router = EventRouter(decode)
    everything, mine = listening(router), listening(router, session_id="ses_1")
    idle = listening(router, types={"session.idle"})
    router.route(payload("session.idle"))
    router.route(payload("session.error", "ses_2"))
    assert types(everything) == ["session.idle", "session.error"]
    assert types(mine) == types(idle) == ["session.idle"]
    assert everything.items[0].event is mine.items[0].event


def test_the_sessions_of_subtasks_go_to_those_who_listen_with_children() -> None:
    router = EventRouter(decode)
    with_children = listening(router, session_id="ses_1", with_children=True)
    alone = listening(router, session_id="ses_1")
    router.route(payload("session.created", "ses_2", info={"id": "ses_2", "parentID": "ses_1"}))
    router.route(payload("session.created", "ses_3", info={"id": "ses_3", "parentID": "ses_2"}))
    router.route(payload("session.created", "ses_4", info={"id": "ses_4"}))
    for session_id in ("ses_2", "ses_3", "ses_4"):
        router.route(payload("session.idle", session_id))
    idle = [item.session_id for item in with_children.items if item.type == "session.idle"]
    assert idle == ["ses_2", "ses_3"]
    assert types(alone) == []


@pytest.mark.parametrize("malformed", [b"{", b"[" * 3000, b"7", b"null", b"\xff"])
def test_a_malformed_event_costs_that_event(malformed: bytes) -> None:
    router = EventRouter(decode)
    everything, mine = listening(router), listening(router, session_id="ses_1")
    router.route(malformed)
    router.route(payload("session.idle"))
    assert types(everything) == [None, "session.idle"]
    assert isinstance(everything.items[0].event, UnknownEvent)
    # It may have been about this session.
    assert types(mine) == [Missed, "session.idle"]


def test_an_event_of_another_shape_is_unknown() -> None:
    router = EventRouter(decode)
    everything = listening(router)
    router.route(b'{"type": "session.idle", "properties": 5}')
    event = everything.items[0].event
    assert event.to_dict() == {"type": "session.idle", "properties": 5}


def test_a_listener_that_is_too_far_behind_loses_events_and_sees_the_gap() -> None:
    router = EventRouter(decode)
    box = listening(router, session_id="ses_1")
    for _ in range(MAX_QUEUED + 1):
        router.route(payload("session.idle"))
    assert types(box) == [Missed, "session.idle"]


def test_nothing_comes_after_it_was_removed() -> None:
    router = EventRouter(decode)
    box = Box()
    listener = Listener(box, session_id="ses_1")
    router.add(listener)
    router.route(payload("session.idle"))
    router.remove(listener)
    router.route(payload("session.idle"))
    assert (types(box), router.listeners) == (["session.idle"], [])


def test_each_listener_gets_an_error_of_its_own() -> None:
    router = EventRouter(decode)
    boxes = [listening(router), listening(router)]
    error = NotFoundError("No.", name="Gone", status_code=404)
    error.add_note("A note.")
    error.__cause__ = LookupError()
    for listener in router.listeners:
        router.end(listener, error)
    router.route(payload("session.idle"))
    ends = [item for box in boxes for item in box.items]
    first, second = (end.error for end in ends)
    assert {*map(type, ends)} == {Ended}
    assert (type(first), vars(first), first.args) == (NotFoundError, vars(error), error.args)
    assert first.__cause__ is error.__cause__
    first.add_note("Mine.")
    assert (error.__notes__, second.__notes__) == (["A note."], ["A note."])
