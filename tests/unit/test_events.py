"""The event stream: any bytes that a server may send, connections that break or fall silent, and closing."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import CONNECTED, HEAD, HEARTBEAT, Loopback
from pytest_httpserver import HTTPServer
from samples import SESSION
from waiting import wait_until

from opencode_sessions import (
    APIConnectionError,
    AsyncOpencode,
    AuthenticationError,
    HTMLAnswerError,
    Opencode,
    UnknownEvent,
)
from opencode_sessions._async import events as async_events
from opencode_sessions._sync import events as sync_events
from opencode_sessions.filters import wanted_events
from opencode_sessions_api.api.event import event_subscribe

pytestmark = pytest.mark.anyio

MakeClient = Callable[..., Any]
SESSION_ID = SESSION["id"]


def line(data: Any) -> bytes:
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def idle(session_id: str) -> dict[str, Any]:
    return {"type": "session.idle", "properties": {"sessionID": session_id}}


def piece(text: str) -> dict[str, Any]:
    properties = {"sessionID": SESSION_ID, "messageID": "msg_1", "partID": "prt_1", "field": "text", "delta": text}
    return {"type": "message.part.delta", "properties": properties}


async def heard(client: Any, count: int, **filters: Any) -> list[Any]:
    """The first events."""
    found: list[Any] = []
    async with client.event.subscribe(**filters) as events:
        async for event in events:
            found.append(event)
            if len(found) == count:
                break
    return found


def test_a_stream_may_be_cut_into_any_pieces() -> None:
    """At every byte: characters of several bytes, ends of lines, and what looks like one are among them."""
    told = [piece("für 木 🌲\u2028\u2029\x85 \r\n"), idle(SESSION_ID), {"type": "of.tomorrow", "properties": {"ß": 1}}]
    content = CONNECTED + b": a comment\n\n" + b"".join(map(line, told)) + line(piece("end")).replace(b"\n", b"\r\n")
    cut = 0

    def chunks() -> Iterator[bytes]:
        yield content[:cut]
        yield content[cut:]

    class Transport(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, content=chunks())

    with Opencode(http_client=httpx.Client(transport=Transport())) as client:
        for cut in range(len(content) + 1):
            with client.event.subscribe() as events:
                found = [next(events) for _ in range(5)]
            assert [event.to_dict() for event in found[1:]] == [*told, piece("end")], cut


@pytest.mark.parametrize(
    "odd",
    [
        b"data: {not json\n\n",
        b"data: []\n\n",
        b'data: "text"\n\n',
        b"data: 1\n\n",
        b"data: null\n\n",
        b"data: " + b"[" * 100_000 + b"\n\n",
    ],
    ids=["malformed", "array", "string", "number", "null", "too deep"],
)
async def test_what_is_no_event_is_unknown(make_client: MakeClient, odd: bytes) -> None:
    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED + odd + line(idle(SESSION_ID)))
        server.stay(connection)

    with Loopback(speak) as server:
        client = make_client(server.url)
        _, unknown, known = await heard(client, 3)
        assert isinstance(unknown, UnknownEvent)
        assert known.type == "session.idle"
        # Nor is it what somebody asked for.
        (only,) = await heard(client, 1, types={"session.idle"}, session_id=SESSION_ID)
        assert only == known


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "properties", "info", "part", "sessionID", "payload", "id"]), inner)
    ),
    max_leaves=8,
)


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(JSON, st.sampled_from(["session.updated", "message.part.updated", "permission.asked", "session.idle"]))
def test_no_event_is_fatal(properties: Any, kind: str) -> None:
    is_wanted = wanted_events({"session.idle"}, SESSION_ID)
    assert is_wanted is not None
    for data in (properties, {"type": kind, "properties": properties}, {"type": properties, "properties": {}}):
        assert is_wanted(data) in (True, False)
    turn = Opencode("http://127.0.0.1:1").session.stream(SESSION_ID, "Go on.")
    data = {"type": kind, "properties": properties}
    event = event_subscribe.build().decode(data)
    assert event.type == kind
    assert turn._is_about_the_turn(data) in (True, False)
    for _ in turn._turns[SESSION_ID].hear(event):
        pass


async def test_filters(make_client: MakeClient) -> None:
    told = [idle("ses_other"), piece("one"), idle(SESSION_ID), piece("two")]

    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED + b"".join(map(line, told)))
        server.stay(connection)

    with Loopback(speak) as server:
        client = make_client(server.url)
        found = await heard(client, 2, types=["session.idle"])
        assert [event.properties.session_id for event in found] == ["ses_other", SESSION_ID]
        found = await heard(client, 3, session_id=SESSION_ID)
        assert [event.to_dict() for event in found] == told[1:]
        (found,) = await heard(client, 1, types={"session.idle"}, session_id=SESSION_ID)
        assert found.to_dict() == told[2]


async def test_a_lost_connection_is_made_anew(make_client: MakeClient) -> None:
    """In whichever way it ends, also in the middle of an event; a further `server.connected` marks the gap."""

    def speak(connection: socket.socket, number: int) -> None:
        if number == 2:
            return
        if number == 3:
            connection.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(HEAD + CONNECTED + line(piece(str(number))) + (line(piece("lost"))[:-10]))
        if number == 4:
            server.stay(connection)

    with Loopback(speak) as server:
        found = await heard(make_client(server.url, max_retries=0), 4)
        assert [getattr(event.properties, "delta", event.type) for event in found] == [
            "server.connected",
            "1",
            "server.connected",
            "4",
        ]
        assert server.connections == 4


async def test_a_server_that_stays_away_is_an_error(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (async_events, sync_events):
        monkeypatch.setattr(module, "_RECONNECTING", 0.5)

    def speak(connection: socket.socket, number: int) -> None:
        if number == 1:
            connection.sendall(HEAD + CONNECTED)

    with Loopback(speak) as server:
        with pytest.raises(APIConnectionError):
            await heard(make_client(server.url, max_retries=0), 10)
        assert server.connections > 1


async def test_a_refusal_is_an_error(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/event").respond_with_data("", 401)
    with pytest.raises(AuthenticationError):
        await heard(client, 1)
    httpserver.clear()
    httpserver.expect_request("/event").respond_with_data("<html>", content_type="text/html")
    with pytest.raises(HTMLAnswerError):
        await heard(client, 1)
    httpserver.clear()
    httpserver.expect_request("/event").respond_with_data("", content_type="text/event-stream")
    with pytest.raises(APIConnectionError, match="before its first event"):
        await heard(client, 1)


async def test_a_refusal_after_a_while_is_an_error(make_client: MakeClient) -> None:
    def speak(connection: socket.socket, number: int) -> None:
        refusal = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
        connection.sendall(HEAD + CONNECTED if number == 1 else refusal)

    with Loopback(speak) as server:
        with pytest.raises(AuthenticationError):
            await heard(make_client(server.url), 2)
        assert server.connections == 2


async def test_silence_is_noticed_where_there_were_heartbeats(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (async_events, sync_events):
        monkeypatch.setattr(module, "_SHORTEST_GAP", 0.1)

    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED + (HEARTBEAT if number == 1 else b""))
        server.stay(connection)

    with Loopback(speak) as server:
        found = await heard(make_client(server.url), 3)
    assert [event.type for event in found] == ["server.connected", "server.heartbeat", "server.connected"]


async def test_silence_without_heartbeats_is_no_sign(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old servers send none."""
    for module in (async_events, sync_events):
        monkeypatch.setattr(module, "_SHORTEST_GAP", 0.05)

    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED)
        # Three times as long as would be allowed.
        server.closing.wait(0.5)
        connection.sendall(line(idle(SESSION_ID)))
        server.stay(connection)

    with Loopback(speak) as server:
        assert [event.type for event in await heard(make_client(server.url), 2)] == ["server.connected", "session.idle"]
        assert server.connections == 1


async def test_whoever_is_busy_with_an_event_misses_none(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is not silent: nobody listened to it."""
    for module in (async_events, sync_events):
        monkeypatch.setattr(module, "_SHORTEST_GAP", 0.1)

    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED + HEARTBEAT + line(piece("1")) + line(piece("2")))
        server.stay(connection)

    with Loopback(speak) as server:
        found = []
        async with make_client(server.url).event.subscribe() as events:
            async for event in events:
                found.append(event.type)
                if event.type == "server.heartbeat":
                    await anyio.to_thread.run_sync(time.sleep, 0.7)
                if len(found) == 4:
                    break
        assert found == ["server.connected", "server.heartbeat", *["message.part.delta"] * 2]
        assert server.connections == 1


async def test_closing_leaves_nothing(make_client: MakeClient, mode: str) -> None:
    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED + HEARTBEAT)
        server.stay(connection)

    with Loopback(speak) as server:
        client = make_client(server.url)
        before = threading.active_count()
        for _ in range(3):
            await heard(client, 2)
        assert wait_until(lambda: server.closed == 3)
        # Those of the server end with their connections.
        assert wait_until(lambda: threading.active_count() <= before)
        events = client.event.subscribe()
        await events.connect()
        await events.close()
        await events.close()
        assert [event async for event in events] == []
        assert wait_until(lambda: server.closed == 4)


def waiting_iteration(events: Any) -> tuple[threading.Thread, list[Any]]:
    """A thread that iterates; what it found, and at last the error or None."""
    found: list[Any] = []

    def iterate() -> None:
        try:
            found.extend(events)
            found.append(None)
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=iterate)
    thread.start()
    return thread, found


@pytest.mark.parametrize("where", ["reading", "reconnecting"])
def test_another_thread_that_waits_is_let_go(where: str) -> None:
    def speak(connection: socket.socket, number: int) -> None:
        if number == 1:
            connection.sendall(HEAD + CONNECTED)
        if where == "reading":
            server.stay(connection)

    with Loopback(speak) as server, Opencode(server.url, max_retries=0) as client:
        events = client.event.subscribe()
        events.connect()
        thread, found = waiting_iteration(events)
        assert wait_until(lambda: found if where == "reading" else server.connections > 3)
        started = time.monotonic()
        events.close()
        thread.join(10)
        assert not thread.is_alive()
        assert time.monotonic() - started < 3
    assert [getattr(event, "type", event) for event in found] == ["server.connected", None]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_another_task_that_waits_is_let_go(backend: str) -> None:
    found: list[Any] = []

    def speak(connection: socket.socket, number: int) -> None:
        connection.sendall(HEAD + CONNECTED)
        server.stay(connection)

    async def iterate(events: Any) -> None:
        found.extend([event.type async for event in events])

    async def main() -> None:
        async with AsyncOpencode(server.url) as client:
            events = client.event.subscribe()
            await events.connect()
            with anyio.fail_after(10):
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(iterate, events)
                    await anyio.wait_all_tasks_blocked()
                    await events.close()

    with Loopback(speak) as server:
        anyio.run(main, backend=backend)
        assert wait_until(lambda: server.closed == 1)
    assert found == ["server.connected"]
