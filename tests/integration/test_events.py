"""The event stream: any bytes that a server may send, connections that break or fall silent, and closing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from opencode_sessions import (
    APIConnectionError,
    APITimeoutError,
    AsyncOpencode,
    AuthenticationError,
    ClientClosedError,
    HTMLResponseError,
    Opencode,
    OpencodeError,
    ResponseTooLargeError,
    UnknownEvent,
)
from opencode_sessions import _event_router as event_router
from opencode_sessions._async import event_hub as async_hub
from opencode_sessions._concurrency import SyncMailbox, SyncSleeper
from opencode_sessions._event_router import EventRouter, Listener, ReceivedEvent
from opencode_sessions._options import FIRST_EVENT_SECONDS
from opencode_sessions._retry import LONGEST_BACKOFF, backoff
from opencode_sessions._sync import event_hub as sync_hub
from opencode_sessions._turn_content import TurnContent
from opencode_sessions_api.api.event import event_subscribe
from tests.support.loopback import CONNECTED, HEAD, HEARTBEAT, Connection, Loopback, encode_event
from tests.support.samples import SESSION
from tests.support.waiting import wait_until

pytestmark = pytest.mark.anyio

MakeClient = Callable[..., Any]
SESSION_ID = SESSION["id"]


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
    sent = [piece("für 木 🌲\u2028\u2029\x85 \r\n"), idle(SESSION_ID), {"type": "of.tomorrow", "properties": {"ß": 1}}]
    content = (
        CONNECTED
        + b": a comment\n\n"
        + b"".join(map(encode_event, sent))
        + encode_event(piece("end")).replace(b"\n", b"\r\n")
    )
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
            assert [event.to_dict() for event in found[1:]] == [*sent, piece("end")], cut


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
    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED + odd + encode_event(idle(SESSION_ID)))
        connection.stay()

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
    decode = event_subscribe.build().decode
    router = EventRouter(decode)
    mailbox: SyncMailbox[Any] = SyncMailbox()
    router.add(Listener(mailbox, with_children=True, session_id=SESSION_ID))
    router.add(Listener(mailbox))
    content = TurnContent(SESSION_ID)
    for data in (properties, {"type": kind, "properties": properties}, {"type": properties, "properties": {}}):
        router.route(json.dumps(data).encode())
    while len(mailbox):
        news = mailbox.get()
        if isinstance(news, ReceivedEvent):
            content.hear(news.event)
    assert decode({"type": kind, "properties": properties}).type == kind


async def test_filters(make_client: MakeClient) -> None:
    sent = [idle("ses_other"), piece("one"), idle(SESSION_ID), piece("two")]

    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED + b"".join(map(encode_event, sent)))
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        found = await heard(client, 2, types=["session.idle"])
        assert [event.properties.session_id for event in found] == ["ses_other", SESSION_ID]
        found = await heard(client, 3, session_id=SESSION_ID)
        assert [event.to_dict() for event in found] == sent[1:]
        (found,) = await heard(client, 1, types={"session.idle"}, session_id=SESSION_ID)
        assert found.to_dict() == sent[2]


async def test_a_lost_connection_is_opened_again(make_client: MakeClient) -> None:
    """In whichever way it ends, also in the middle of an event; a further `server.connected` marks the gap."""

    def speak(connection: Connection) -> None:
        if connection.number == 2:
            return
        if connection.number == 3:
            connection.send(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            return
        connection.send(
            HEAD + CONNECTED + encode_event(piece(str(connection.number))) + (encode_event(piece("lost"))[:-10])
        )
        if connection.number == 4:
            connection.stay()

    with Loopback(speak) as server:
        found = await heard(make_client(server.url, max_retries=0), 4)
        assert [getattr(event.properties, "delta", event.type) for event in found] == [
            "server.connected",
            "1",
            "server.connected",
            "4",
        ]
        assert server.connections == 4


async def test_a_server_that_stays_away_is_an_error(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        if connection.number == 1:
            connection.send(HEAD + CONNECTED)

    with Loopback(speak) as server:
        with pytest.raises(APIConnectionError):
            await heard(make_client(server.url, max_retries=0), 10, reconnect=0.5)
        assert server.connections > 1


async def test_a_refusal_is_an_error(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/event").respond_with_data("", 401)
    with pytest.raises(AuthenticationError):
        await heard(client, 1)
    httpserver.clear()
    httpserver.expect_request("/event").respond_with_data("<html>", content_type="text/html")
    with pytest.raises(HTMLResponseError):
        await heard(client, 1)
    httpserver.clear()
    httpserver.expect_request("/event").respond_with_data("", content_type="text/event-stream")
    with pytest.raises(APIConnectionError, match="before its first event"):
        await heard(client, 1)


async def test_a_refusal_after_a_while_is_an_error(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        refusal = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
        connection.send(HEAD + CONNECTED if connection.number == 1 else refusal)

    with Loopback(speak) as server:
        with pytest.raises(AuthenticationError):
            await heard(make_client(server.url), 2)
        assert server.connections == 2


@pytest.fixture
def short_idle_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (async_hub, sync_hub):
        monkeypatch.setattr(module, "IDLE_SECONDS", 0.3)


@pytest.mark.usefixtures("short_idle_time")
async def test_a_silent_connection_is_opened_again(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED + (HEARTBEAT if connection.number == 1 else b""))
        connection.stay()

    with Loopback(speak) as server:
        found = await heard(make_client(server.url), 3)
    assert [event.type for event in found] == ["server.connected", "server.heartbeat", "server.connected"]


@pytest.mark.usefixtures("short_idle_time")
async def test_servers_without_heartbeats_are_given_more_time_each_time(make_client: MakeClient) -> None:
    """Old servers send none, so that a pause says little."""
    began: list[float] = []

    def speak(connection: Connection) -> None:
        began.append(time.monotonic())
        connection.send(HEAD + CONNECTED)
        connection.stay()

    with Loopback(speak) as server:
        await heard(make_client(server.url), 4)
    pauses = [later - earlier for earlier, later in pairwise(began)]
    # Doubled: 0.3, 0.6 and 1.2 seconds at least, whatever else the machine does.
    assert all(pause >= 0.3 * 2**number for number, pause in enumerate(pauses))


async def test_a_connection_that_ends_at_once_again_and_again(make_client: MakeClient) -> None:
    """It is opened with growing backoff, not in a circle."""

    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED)

    with Loopback(speak) as server:
        started = time.monotonic()
        await heard(make_client(server.url), 4)
        # At least 0.125, 0.25 and 0.5 seconds.
        assert time.monotonic() - started > 0.8
        assert server.connections == 4


def test_any_number_of_attempts_may_fail() -> None:
    """A stream that never gives up may try for days."""
    transport = Opencode("http://127.0.0.1:1")._transport
    hub = sync_hub.EventHub(transport, event_subscribe.build())
    seconds = [hub._seconds_to_connect(attempt) for attempt in range(0, 100_000, 997)]
    assert all(0 < each <= FIRST_EVENT_SECONDS for each in seconds)
    assert all(0 < backoff(attempt) <= LONGEST_BACKOFF for attempt in range(1, 100_000, 997))


async def test_all_who_listen_share_one_connection(make_client: MakeClient) -> None:
    ready = threading.Event()

    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED)
        ready.wait(10)
        connection.send(encode_event(idle(SESSION_ID)) + encode_event(idle("ses_other")))
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        async with (
            client.event.subscribe() as everything,
            client.event.subscribe(types={"session.idle"}) as typed,
            client.event.subscribe(session_id="ses_other") as other,
        ):
            assert (await anext(everything)).type == "server.connected"
            ready.set()
            assert [(await anext(everything)).properties.session_id for _ in range(2)] == [SESSION_ID, "ses_other"]
            assert [(await anext(typed)).properties.session_id for _ in range(2)] == [SESSION_ID, "ses_other"]
            assert (await anext(other)).properties.session_id == "ses_other"
            assert server.connections == 1
        assert wait_until(lambda: server.closed == 1)
        async with client.event.subscribe() as events:
            assert (await anext(events)).type == "server.connected"
        assert server.connections == 2


async def test_a_listener_that_is_far_behind_loses_events_and_is_told(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_router, "MAX_QUEUED", 50)
    ready = threading.Event()

    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED)
        ready.wait(10)
        for number in range(120):
            connection.send(encode_event(piece(str(number))))
        connection.send(encode_event(idle(SESSION_ID)))
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        async with client.event.subscribe() as slow, client.event.subscribe(types={"session.idle"}) as quick:
            ready.set()
            await anext(quick)
            found = []
            async for event in slow:
                found.append(event)
                if event.type == "session.idle":
                    break
    kinds = [event.type for event in found]
    assert kinds.count("server.connected") == 3
    assert len(found) < 60
    deltas = [int(event.properties.delta) for event in found if event.type == "message.part.delta"]
    assert deltas == sorted(deltas)
    assert deltas[-1] == 119


def test_whoever_listens_reads_between_two_bursts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that gets no time but that which the connection's thread gives it misses nothing."""
    monkeypatch.setattr(event_router, "MAX_QUEUED", 150)
    connected, sent, is_done = threading.Event(), threading.Event(), threading.Event()
    found: list[Any] = []

    def body() -> Iterator[bytes]:
        yield CONNECTED
        connected.wait(10)
        for start in range(0, 1000, 100):
            yield b"".join(encode_event(piece(str(number))) for number in range(start, start + 100))
        sent.set()
        is_done.wait(10)

    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body())

    def read(_: SyncSleeper) -> None:
        while len(events._mailbox):
            found.append(events._mailbox.get())

    monkeypatch.setattr(SyncSleeper, "let_threads_run", read)
    client = Opencode("http://127.0.0.1:1", http_client=httpx.Client(transport=httpx.MockTransport(respond)))
    with client.event.subscribe() as events:
        connected.set()
        assert sent.wait(10)
        is_done.set()
    assert [news.data["properties"]["delta"] for news in found] == [str(number) for number in range(1000)]


async def test_an_event_that_is_too_large_is_an_error(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED + encode_event(idle(SESSION_ID)) + encode_event(piece("x" * 5000)))
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url, max_response_bytes=4000)
        async with client.event.subscribe() as events:
            assert [(await anext(events)).type for _ in range(2)] == ["server.connected", "session.idle"]
            with pytest.raises(ResponseTooLargeError, match="max_response_bytes"):
                await anext(events)


@pytest.mark.parametrize("stage", ["head", "first event"])
async def test_a_stream_that_is_accepted_and_says_nothing(make_client: MakeClient, stage: str) -> None:
    def speak(connection: Connection) -> None:
        if stage == "first event":
            connection.send(HEAD)
        connection.stay()

    with Loopback(speak) as server, pytest.raises(APITimeoutError, match="sent no event within"):
        await heard(make_client(server.url, timeout=0.5, max_retries=0), 1)


async def test_a_damaged_encoding_is_a_typed_error_without_the_password(make_client: MakeClient) -> None:
    head = HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")

    def speak(connection: Connection) -> None:
        connection.send(head + CONNECTED)
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url, timeout=0.5, max_retries=0, password="s3cr3t")
        with pytest.raises(OpencodeError) as caught:
            await heard(client, 1)
    error: BaseException | None = caught.value
    while error is not None:
        request = getattr(error, "_request", None)
        assert request is None or "authorization" not in request.headers
        error = error.__cause__ or error.__context__


async def test_closing_the_client_ends_its_streams(make_client: MakeClient) -> None:
    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED)
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        events = client.event.subscribe()
        assert (await anext(events)).type == "server.connected"
        await client.close()
        with pytest.raises(ClientClosedError):
            await anext(events)
        assert wait_until(lambda: server.closed == 1)


async def test_closing_leaves_nothing(make_client: MakeClient, mode: str) -> None:
    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED + HEARTBEAT)
        connection.stay()

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
    def speak(connection: Connection) -> None:
        if connection.number == 1:
            connection.send(HEAD + CONNECTED)
        if where == "reading":
            connection.stay()

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

    def speak(connection: Connection) -> None:
        connection.send(HEAD + CONNECTED)
        connection.stay()

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
