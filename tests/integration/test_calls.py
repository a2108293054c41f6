"""The time limit and the headers of one call, with servers on loopback."""

from __future__ import annotations

import gc
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import anyio
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from opencode_sessions import APITimeoutError, AsyncOpencode, AuthenticationError
from opencode_sessions._secrets import basic_authorization
from tests.support.fake import FakeThread
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback, SocketServer
from tests.support.samples import SESSION, assistant_message, text_part
from tools.faults.fake import FakeServer

pytestmark = pytest.mark.anyio

PATH = f"/session/{SESSION['id']}"
PASSWORD = "correct-horse-battery"
LOGIN = {"Authorization": basic_authorization("opencode", PASSWORD)}
MODEL = "scripted/scripted"


@pytest.fixture
def slow(httpserver: HTTPServer) -> Iterator[HTTPServer]:
    """A server that responds after half a second."""
    release = threading.Event()

    def respond(request: Any) -> Response:
        release.wait(0.5)
        body: Any = SESSION if request.method == "GET" else assistant_message(text_part("Hi."))
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request(PATH).respond_with_handler(respond)
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_handler(respond)
    httpserver.expect_request("/x").respond_with_handler(respond)
    yield httpserver
    release.set()


async def test_a_call_may_wait_for_less_or_for_longer(
    make_client: Callable[..., Any], base_url: str, slow: HTTPServer
) -> None:
    client = make_client(base_url, max_retries=0)
    calls: list[Callable[..., Any]] = [
        lambda **options: client.session.get(SESSION["id"], **options),
        lambda **options: client.request("GET", "/x", **options),
        lambda **options: client.with_raw_response.session.get(SESSION["id"], **options),
        lambda **options: client.session.chat(SESSION["id"], "Hello?", **options),
    ]
    for call in calls:
        with pytest.raises(APITimeoutError, match=r"did not respond in time; a longer timeout= waits longer\."):
            await call(timeout=0.1)
    hasty = make_client(base_url, timeout=0.1, turn_timeout=0.1, max_retries=0)
    assert (await hasty.session.get(SESSION["id"], timeout=20)).id == SESSION["id"]
    assert (await hasty.session.get(SESSION["id"], timeout=None)).id == SESSION["id"]
    assert (await hasty.session.chat(SESSION["id"], "Hello?", timeout=20)).text == "Hi."
    assert (await hasty.session.chat(SESSION["id"], "Hello?", timeout=None)).text == "Hi."
    with pytest.raises(APITimeoutError, match=r"with_options\(timeout=…\)"):
        await hasty.session.get(SESSION["id"])


def drip(connection: Connection) -> None:
    """Send the body of a response byte by byte, each of them in time."""
    content = json.dumps(SESSION).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    connection.send(f"{head}Connection: close\r\n\r\n".encode())
    for byte in content:
        connection.send(bytes([byte]))
        time.sleep(0.02)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # httpx leaves a generator
async def test_the_limit_is_of_the_whole_body(make_client: Callable[..., Any]) -> None:
    with Loopback(drip) as server:
        client = make_client(server.url, max_retries=0)
        with pytest.raises(APITimeoutError):
            await client.session.get(SESSION["id"], timeout=0.3)
        hasty = client.with_options(timeout=0.3)
        assert (await hasty.session.get(SESSION["id"], timeout=30)).id == SESSION["id"]


async def test_a_stream_of_events_that_does_not_begin(make_client: Callable[..., Any]) -> None:
    def speak(connection: Connection) -> None:
        connection.send(HEAD)
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        with pytest.raises(APITimeoutError, match=r"no event within 0\.2 s"):
            await client.event.subscribe(timeout=0.2).connect()


async def test_streams_with_headers_of_their_own_have_a_connection_of_their_own(
    make_client: Callable[..., Any],
) -> None:
    seen: list[str | None] = []

    def speak(connection: Connection) -> None:
        seen.append(connection.headers.get("x-one"))
        connection.send(HEAD + CONNECTED)
        connection.stay()

    with Loopback(speak) as server:
        client = make_client(server.url)
        async with (
            client.event.subscribe(),
            client.event.subscribe(extra_headers={"X-One": "1"}),
            client.event.subscribe(extra_headers={"X-One": "1"}),
            client.event.subscribe(extra_headers={"X-One": "2"}),
            client.event.subscribe(),
        ):
            assert seen == [None, "1", "2"]


@pytest.fixture(scope="module")
def guarded() -> Iterator[FakeServer]:
    """A fake server that wants a password, which only the headers of a call have: one without them fails."""
    with FakeThread(password=PASSWORD) as fake:
        yield fake.server


@pytest.fixture
def stranger(make_client: Callable[..., Any], guarded: FakeServer) -> Any:
    return make_client(guarded.url, turn_timeout=30)


async def test_every_request_of_a_turn_has_the_headers(stranger: Any) -> None:
    with pytest.raises(AuthenticationError):
        await stranger.session.create()
    session = await stranger.session.create(extra_headers=LOGIN)
    async with stranger.session.stream(session.id, "thinks", model=MODEL, extra_headers=LOGIN) as turn:
        assert len([text async for text in turn.text_deltas]) > 1
    asked: list[Any] = []

    def allow(request: Any) -> str:
        asked.append(request)
        return "once"

    reply = await stranger.session.chat(session.id, "asks", model=MODEL, on_permission=allow, extra_headers=LOGIN)
    assert (reply.text, len(asked)) == ("Done.", 1)
    sent = await stranger.session.prompt_async(session.id, "short", model=MODEL, extra_headers=LOGIN)
    assert (await sent.wait(20)).text == "Hello."
    assert (await stranger.session.wait(session.id, 20, extra_headers=LOGIN)).text == "Hello."
    async with stranger.session.stream(session.id, "hangs", model=MODEL, extra_headers=LOGIN) as turn:
        assert await turn.abort()


async def test_every_request_of_a_conversation_has_the_headers(stranger: Any) -> None:
    conversation = stranger.conversation()
    assert (await conversation.send("short", model=MODEL, extra_headers=LOGIN)).text == "Hello."
    async with conversation.stream("short", model=MODEL, extra_headers=LOGIN) as turn:
        assert (await turn.result()).text == "Hello."
    with pytest.raises(AuthenticationError):
        await conversation.send("short", model=MODEL)


async def test_wrong_headers_of_a_call_are_not_those_of_the_next(
    make_client: Callable[..., Any], guarded: FakeServer
) -> None:
    client = make_client(guarded.url, password=PASSWORD)
    session = await client.session.create()
    with pytest.raises(AuthenticationError) as caught:
        await client.session.get(session.id, extra_headers={"Authorization": "Bearer another-secret"})
    assert "another-secret" not in str(caught.value) + repr(vars(caught.value))
    assert (await client.session.get(session.id)).id == session.id


@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_call_that_is_cancelled_while_its_body_is_sent_leaves_nothing(anyio_backend: str) -> None:
    """With -W error: trio reports a generator that was not read to its end."""
    sending = anyio.Event()
    left = threading.Event()

    def read_the_head(connection: socket.socket, number: int) -> None:
        connection.recv(1024)
        anyio.from_thread.run_sync(sending.set, token=token)
        left.wait(30)
        connection.close()

    token = anyio.lowlevel.current_token()
    with SocketServer(read_the_head) as server:
        try:
            async with AsyncOpencode(server.url) as client, anyio.create_task_group() as group:
                more_than_the_kernel_takes = {"text": "x" * 50_000_000}
                group.start_soon(partial(client.request, "POST", "/x", json=more_than_the_kernel_takes))
                await sending.wait()
                group.cancel_scope.cancel()
        finally:
            left.set()
    gc.collect()
