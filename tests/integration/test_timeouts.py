"""Time limits, with servers that take their time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from opencode_sessions import APITimeoutError
from tests.support.loopback import Connection, Loopback
from tests.support.samples import SESSION, assistant_message, text_part

pytestmark = pytest.mark.anyio

PATH = f"/session/{SESSION['id']}"


async def test_a_slow_response(make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer) -> None:
    release = threading.Event()

    def respond(_: Any) -> Response:
        release.wait(20)
        return Response("[]", content_type="application/json")

    httpserver.expect_request("/session").respond_with_handler(respond)
    client = make_client(base_url, timeout=0.2)
    try:
        with pytest.raises(APITimeoutError, match="with_options") as caught:
            await client.session.list()
    finally:
        release.set()
    assert caught.value.operation == "GET /session"


async def test_a_prompt_outlasts_the_timeout_of_other_calls(
    make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer
) -> None:
    """Only `turn_timeout` limits a turn."""

    def respond(_: Any) -> Response:
        threading.Event().wait(0.6)
        return Response(json.dumps(assistant_message(text_part("Hi."))), content_type="application/json")

    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_handler(respond)
    client = make_client(base_url, timeout=0.2)
    assert (await client.session.chat(SESSION["id"], "Hello?")).text == "Hi."
    with pytest.raises(APITimeoutError, match=r"turn_timeout.*session\.abort"):
        await client.with_options(turn_timeout=0.1).session.chat(SESSION["id"], "Hello?")


def trickle(connection: Connection) -> None:
    """Send a response whose head comes byte by byte, each of them in time."""
    content = json.dumps([] if connection.method == "GET" else assistant_message(text_part("Hi."))).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    for byte in f"{head}Connection: close\r\n\r\n".encode():
        connection.send(bytes([byte]))
        time.sleep(0.02)
    connection.send(content)


async def test_a_head_that_comes_byte_by_byte(make_client: Callable[..., Any]) -> None:
    """It takes about two seconds: longer than the time limit, but never as long between two bytes."""
    with Loopback(trickle) as server:
        client = make_client(server.url, timeout=0.5)
        started = time.monotonic()
        with pytest.raises(APITimeoutError, match="timeout="):
            await client.session.list()
        assert time.monotonic() - started < 1.5
        assert await client.with_options(timeout=20).session.list() == []
        assert await client.with_options(timeout=None).session.list() == []


async def test_the_head_of_a_prompts_response(make_client: Callable[..., Any]) -> None:
    """Only `turn_timeout` limits it."""
    with Loopback(trickle) as server:
        client = make_client(server.url, timeout=0.5)
        assert (await client.session.chat(SESSION["id"], "Hello?")).text == "Hi."
        with pytest.raises(APITimeoutError, match="turn_timeout="):
            await client.with_options(turn_timeout=0.5).session.chat(SESSION["id"], "Hello?")


async def test_each_response_has_its_own_time(client: Any, httpserver: HTTPServer) -> None:
    """Also on a connection that is used again."""

    def respond(_: Any) -> Response:
        time.sleep(0.3)
        return Response("[]", content_type="application/json")

    httpserver.expect_request("/session").respond_with_handler(respond)
    limited = client.with_options(timeout=0.8)
    for _ in range(4):
        assert await limited.session.list() == []


def dribble(connection: Connection) -> None:
    """Send a response whose body comes byte by byte, each of them in time; the bytes may belong to no content."""
    content = json.dumps([] if connection.method == "GET" else assistant_message(text_part("Hi."))).encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    connection.send(head.encode())
    # The size of the only chunk has a long extension.
    for byte in b"%x;%s\r\n" % (len(content), b"x" * 100):
        connection.send(bytes([byte]))
        time.sleep(0.02)
    connection.send(content + b"\r\n0\r\n\r\n")


async def test_a_body_that_comes_byte_by_byte(make_client: Callable[..., Any]) -> None:
    """It takes about two seconds. The time limit is for the whole response."""
    with Loopback(dribble) as server:
        client = make_client(server.url, timeout=0.5)
        started = time.monotonic()
        with pytest.raises(APITimeoutError, match="timeout="):
            await client.session.list()
        with pytest.raises(APITimeoutError, match="timeout="):
            await client.with_options(timeout=20).session.list(timeout=0.5)
        assert time.monotonic() - started < 2
        assert await client.with_options(timeout=20).session.list() == []
        assert await client.with_options(timeout=None).session.list() == []
        # That of a prompt has the time of other calls, from its head on.
        with pytest.raises(APITimeoutError):
            await client.with_options(turn_timeout=20).session.chat(SESSION["id"], "Hello?")
        assert (await client.with_options(timeout=20).session.chat(SESSION["id"], "Hello?")).text == "Hi."
