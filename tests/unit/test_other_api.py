"""OpenCode 2.x, whose API is another one: it is recognized by its responses."""

from __future__ import annotations

import json
import pickle
import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from opencode_sessions import AuthenticationError, HTMLResponseError, OpencodeError, UnsupportedByServerError

pytestmark = pytest.mark.anyio

VERSION = "2.1.2"
PASSWORD = "correct-horse-battery"
AUTHORIZATION = "Basic " + b64encode(f"opencode:{PASSWORD}".encode()).decode()


def serve(httpserver: HTTPServer, **health: Any) -> None:
    """Respond as OpenCode 2.x does: always with HTTP basic, and with a web page to what is not below `/api`.

    Args:
        httpserver: The server.
        health: The response of `/api/health`, besides `healthy`.
    """

    def respond(request: Request) -> Response:
        if request.headers.get("Authorization") != AUTHORIZATION:
            return Response("", 401)
        if request.path == "/api/health":
            return Response(json.dumps({"healthy": True, **health}), content_type="application/json")
        if request.method == "GET":
            return Response("<!doctype html>", content_type="text/html; charset=utf-8")
        return Response("", 405)

    httpserver.expect_request(re.compile("/.*")).respond_with_handler(respond)


async def enter(stream: Any) -> None:
    """Enter a block."""
    async with stream:
        pass


CALLS: list[Callable[[Any], Any]] = [
    lambda client: client.session.create(),
    lambda client: client.session.list(),
    lambda client: client.session.get("ses_1"),
    lambda client: client.session.delete("ses_1"),
    lambda client: client.session.chat("ses_1", "Hello?"),
    lambda client: client.session.command("ses_1", "init", ""),
    lambda client: client.permission.list(),
    lambda client: client.health(),
    lambda client: client.server_version(),
    lambda client: enter(client.session.stream("ses_1", "Hello?")),
    lambda client: enter(client.event.subscribe()),
    lambda client: enter(client.global_.event()),
    lambda client: enter(client.watch()),
    lambda client: enter(client.inbox()),
]


@pytest.mark.parametrize("call", CALLS)
async def test_the_first_failing_call_names_it(
    make_client: Callable[..., Any], httpserver: HTTPServer, base_url: str, call: Callable[[Any], Any]
) -> None:
    serve(httpserver, version=VERSION)
    with pytest.raises(UnsupportedByServerError) as caught:
        await call(make_client(base_url, password=PASSWORD))
    error = caught.value
    assert re.match(
        r"(GET|POST|DELETE) /\S+ failed because this server is OpenCode 2\.1\.2\. OpenCode 2\.x has another API, ",
        str(error),
    )
    assert "npm install -g opencode-ai@1" in str(error)
    assert "opencode2" in str(error)
    assert (error.server_version, error.since) == (VERSION, None)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)


async def test_it_takes_one_more_request(
    make_client: Callable[..., Any], httpserver: HTTPServer, base_url: str
) -> None:
    serve(httpserver, version=VERSION)
    with pytest.raises(UnsupportedByServerError):
        await make_client(base_url, password=PASSWORD).session.create()
    assert [request.path for request, _ in httpserver.log] == ["/session", "/api/health"]


async def test_a_password_comes_first(make_client: Callable[..., Any], httpserver: HTTPServer, base_url: str) -> None:
    serve(httpserver, version=VERSION)
    for call in (CALLS[0], CALLS[8]):
        with pytest.raises(AuthenticationError, match="No password was sent"):
            await call(make_client(base_url))


@pytest.mark.parametrize("health", [{}, {"version": "1.18.33"}, {"version": 2}, {"version": "dev"}])
async def test_other_servers_keep_their_error(
    make_client: Callable[..., Any], httpserver: HTTPServer, base_url: str, health: dict[str, Any]
) -> None:
    """Servers from 1.18 have `/api/health`, too, without a version."""
    serve(httpserver, **health)
    client = make_client(base_url, password=PASSWORD)
    for call, kind in ((CALLS[0], OpencodeError), (CALLS[1], HTMLResponseError), (CALLS[8], HTMLResponseError)):
        with pytest.raises(kind) as caught:
            await call(client)
        assert not isinstance(caught.value, UnsupportedByServerError)


@pytest.mark.parametrize("body", ["[1]", "5", "null", '"openapi"', "[]"])
async def test_documents_that_are_none(client: Any, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/global/health").respond_with_data("<html>", content_type="text/html")
    httpserver.expect_request(re.compile("/doc|/api/health")).respond_with_data(body, content_type="application/json")
    with pytest.raises(HTMLResponseError):
        await client.server_version()
