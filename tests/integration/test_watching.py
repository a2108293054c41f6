"""The events of all directories: what is shown of them, the servers that have no such stream, and outages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from opencode_sessions import APIConnectionError, APITimeoutError, AuthenticationError, UnknownEvent, WatchedEvent
from tests.support.fake import threads_left
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback, encode_event
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

MakeClient = Callable[..., Any]
ELSEWHERE = "/home/me/elsewhere"
VERSION = {"healthy": True, "version": "1.18.33"}
FIRST = encode_event({"payload": {"type": "server.connected", "properties": {}}})


def idle(session_id: str, directory: str | None = ELSEWHERE) -> dict[str, Any]:
    wrapper = {} if directory is None else {"directory": directory, "project": "global"}
    return {**wrapper, "payload": {"type": "session.idle", "properties": {"sessionID": session_id}}}


def sync(session_id: str) -> dict[str, Any]:
    data = {"sessionID": session_id, "info": {}}
    repeated = {"type": "session.updated.1", "id": "evt_1", "seq": 0, "aggregateID": session_id, "data": data}
    return {"directory": ELSEWHERE, "payload": {"type": "sync", "syncEvent": repeated, "id": "evt_1"}}


def speaking(events: bytes) -> Callable[[Connection], None]:
    """A server that sends these events on `/global/event`."""

    def speak(connection: Connection) -> None:
        if connection.path == "/global/event":
            connection.send(HEAD + FIRST + events)
            connection.stay()
        else:
            connection.respond(VERSION)

    return speak


async def watched(client: Any, count: int, **filters: Any) -> list[WatchedEvent]:
    """The first items."""
    found: list[WatchedEvent] = []
    async with client.watch(**filters) as events:
        async for item in events:
            found.append(item)
            if len(found) == count:
                break
    return found


async def test_each_event_has_its_session_and_its_directory(make_client: MakeClient) -> None:
    sent = [
        idle("ses_1"),
        idle("ses_2", "/home/me/project"),
        {"directory": "global", "payload": {"type": "project.updated", "properties": {}}},
        idle("ses_3", None),
    ]
    with Loopback(speaking(b"".join(map(encode_event, sent)))) as server:
        found = await watched(make_client(server.url, directory="/home/me/project"), 5)
    assert [(item.event.type, item.session_id, item.directory) for item in found] == [
        ("server.connected", None, None),
        ("session.idle", "ses_1", ELSEWHERE),
        ("session.idle", "ses_2", "/home/me/project"),
        ("unknown", None, None),
        ("session.idle", "ses_3", None),
    ]


async def test_what_repeats_other_events_is_left_out(make_client: MakeClient) -> None:
    sent = [sync("ses_1"), idle("ses_1"), sync("ses_1"), idle("ses_2")]
    with Loopback(speaking(b"".join(map(encode_event, sent)))) as server:
        client = make_client(server.url)
        assert [item.session_id for item in await watched(client, 3)] == [None, "ses_1", "ses_2"]
        assert [item.session_id for item in await watched(client, 2, types={"sync", "session.idle"})] == [
            "ses_1",
            "ses_2",
        ]
        # The stream of the server itself has them.
        async with client.global_.event(types={"sync"}) as events:
            assert (await anext(events)).payload.tag == "sync"


async def test_filters(make_client: MakeClient) -> None:
    sent = [
        idle("ses_1"),
        {"directory": ELSEWHERE, "payload": {"type": "of.tomorrow", "properties": {}}},
        idle("ses_2"),
    ]
    with Loopback(speaking(b"".join(map(encode_event, sent)))) as server:
        client = make_client(server.url)
        assert [item.session_id for item in await watched(client, 2, types={"session.idle"})] == ["ses_1", "ses_2"]
        assert [item.session_id for item in await watched(client, 1, session_id="ses_2")] == ["ses_2"]


@pytest.mark.parametrize(
    "odd", [b"data: {not json\n\n", b"data: []\n\n", b'data: {"directory": 5}\n\n', b"data: 1\n\n"]
)
async def test_what_is_no_event_is_unknown(make_client: MakeClient, odd: bytes) -> None:
    with Loopback(speaking(odd + encode_event(idle("ses_1")))) as server:
        client = make_client(server.url)
        _, unknown, known = await watched(client, 3)
        assert isinstance(unknown.event, UnknownEvent)
        assert (unknown.session_id, unknown.directory) == (None, None)
        assert known.session_id == "ses_1"
        # It may have been what was asked for: there is a gap.
        types = {"server.connected", "session.idle"}
        kinds = [item.event.type for item in await watched(client, 3, types=types)]
        assert kinds == ["server.connected", "server.connected", "session.idle"]


async def test_clients_of_all_directories_share_one_connection(make_client: MakeClient) -> None:
    streams: list[int] = []

    def speak(connection: Connection) -> None:
        if connection.path == "/global/event":
            streams.append(connection.number)
        speaking(b"")(connection)

    with Loopback(speak) as server:
        client = make_client(server.url)
        async with client.watch() as first, client.with_options(directory="/d").watch() as second:
            for events in (first, second):
                assert (await anext(events)).event.type == "server.connected"
            assert len(streams) == 1


async def test_a_server_without_such_a_stream(make_client: MakeClient) -> None:
    """There are the events of the client's directory."""

    def speak(connection: Connection) -> None:
        if connection.path == "/event":
            connection.send(HEAD + CONNECTED + encode_event(idle("ses_1")["payload"]))
            connection.stay()
        elif connection.path == "/doc":
            connection.respond({"openapi": "3.1.1", "paths": {"/event": {"get": {}}}})
        else:
            connection.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with Loopback(speak) as server:
        found = await watched(make_client(server.url, directory="/home/me/project"), 2)
        assert [(item.event.type, item.session_id) for item in found] == [
            ("server.connected", None),
            ("session.idle", "ses_1"),
        ]
        assert {item.directory for item in found} == {"/home/me/project"}


async def test_a_refusal_is_an_error(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with Loopback(speak) as server:
        client = make_client(server.url)
        with pytest.raises(AuthenticationError):
            await watched(client, 1)


@pytest.mark.usefixtures("fast_clock")
@pytest.mark.parametrize("stream", ["watch", "event", "global"])
async def test_a_server_that_is_away_for_long(make_client: MakeClient, stream: str) -> None:
    lost, back = threading.Event(), threading.Event()

    def speak(connection: Connection) -> None:
        if not connection.path.endswith("event"):
            connection.respond(VERSION)
        elif not lost.is_set() or back.is_set():
            connection.send(HEAD + (CONNECTED if stream == "event" else FIRST))
            if not back.is_set():
                lost.wait(10)
            else:
                event = idle("ses_1")["payload"] if stream == "event" else idle("ses_1")
                connection.send(encode_event(event))
                connection.stay()

    def listen(client: Any, **options: Any) -> Any:
        subscribe = {"watch": client.watch, "event": client.event.subscribe, "global": client.global_.event}[stream]
        return subscribe(types={"session.idle"}, **options)

    with Loopback(speak) as server:
        client = make_client(server.url, max_retries=0)
        async with listen(client) as impatient, listen(client, reconnect="forever") as patient:
            lost.set()
            with pytest.raises(APIConnectionError):
                [item async for item in impatient]
            back.set()
            await anext(patient)


async def test_closing_leaves_nothing(make_client: MakeClient) -> None:
    with Loopback(speaking(b"")) as server:
        client = make_client(server.url)
        before = set(threading.enumerate())
        events = client.watch()
        await anext(events)
        await events.close()
        assert [item async for item in events] == []
        dropped = client.watch()
        await anext(dropped)
        del dropped, events

        async def ended() -> bool:
            return not [one for one in threads_left(before) if one.name == "opencode-sessions"]

        await eventually(ended)

        async def closed() -> bool:
            return server.closed == 2

        await eventually(closed)


@pytest.mark.parametrize("path", ["/global/event", "/event"])
async def test_the_options_of_a_call(make_client: MakeClient, path: str) -> None:
    """Every attempt has them, on servers of all generations."""
    found: list[Connection] = []

    def speak(connection: Connection) -> None:
        found.append(connection)
        if connection.path == path:
            connection.send(HEAD + (FIRST if path == "/global/event" else CONNECTED))
            connection.stay()
        elif connection.path == "/doc":
            connection.respond({"openapi": "3.1.1", "paths": {}})
        elif path == "/global/event":
            connection.respond(VERSION)
        else:
            connection.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with Loopback(speak) as server:
        await watched(make_client(server.url), 1, timeout=5, extra_headers={"X-One": "1"})
    assert path in {connection.path for connection in found}
    assert {connection.headers.get("x-one") for connection in found} == {"1"}
    with Loopback(lambda connection: connection.stay()) as server, pytest.raises(APITimeoutError):
        await watched(make_client(server.url, max_retries=0), 1, timeout=0.1)
