"""The client: its address, credentials, directory and HTTP client."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from opencode_sessions import AsyncOpencode, EventLoopError, OpencodeError
from tests.support.samples import SESSION

SECRET = "correct-horse-battery"


def http_client(mode: str, **settings: Any) -> Any:
    return (httpx.Client if mode == "sync" else httpx.AsyncClient)(**settings)


def recorded(mode: str, seen: list[httpx.Request], **settings: Any) -> Any:
    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[])

    return http_client(mode, transport=httpx.MockTransport(respond), **settings)


@pytest.mark.anyio
class TestAddress:
    async def test_the_argument_wins(self, make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENCODE_BASE_URL", "http://from-environment.test")
        assert make_client("https://argument.test/prefix/").base_url == "https://argument.test/prefix"
        assert make_client().base_url == "http://from-environment.test"
        monkeypatch.setenv("OPENCODE_BASE_URL", "")
        assert make_client().base_url == "http://127.0.0.1:4096"

    async def test_a_prefix_is_kept(self, make_client: Callable[..., Any], mode: str) -> None:
        seen: list[httpx.Request] = []
        await make_client("https://x.test/prefix/", http_client=recorded(mode, seen)).session.list()
        assert str(seen[0].url) == "https://x.test/prefix/session"

    async def test_the_address_of_a_given_http_client(self, make_client: Callable[..., Any], mode: str) -> None:
        seen: list[httpx.Request] = []
        client = make_client(http_client=recorded(mode, seen, base_url="http://own.test:1234"))
        await client.session.list()
        assert str(seen[0].url) == "http://own.test:1234/session"

    async def test_the_query_of_a_given_http_client_is_kept(self, make_client: Callable[..., Any], mode: str) -> None:
        seen: list[httpx.Request] = []
        own = recorded(mode, seen, params={"own": "1"})
        await make_client("http://x.test", directory="/a b&c", http_client=own).session.list(limit=5, roots=True)
        query = {"own": "1", "directory": "/a b&c", "limit": "5", "roots": "true"}
        assert dict(seen[0].url.params) == query
        await make_client("http://x.test", directory="/a b&c", http_client=recorded(mode, seen)).session.list(limit=5)
        assert dict(seen[1].url.params) == {"directory": "/a b&c", "limit": "5"}

    @pytest.mark.parametrize(
        "address", ["localhost:4096", "ftp://x", "/x", "http://", "http://x?a=b", "http://x:port", "x"]
    )
    async def test_a_bad_address(self, make_client: Callable[..., Any], address: str) -> None:
        with pytest.raises(ValueError, match="base_url"):
            make_client(address)


@pytest.mark.anyio
class TestCredentials:
    @pytest.fixture
    def authorization(self, httpserver: HTTPServer) -> Callable[[], str | None]:
        httpserver.expect_request("/session").respond_with_json([])
        return lambda: httpserver.log[-1][0].headers.get("Authorization")

    async def test_none_without_a_password(
        self, make_client: Callable[..., Any], base_url: str, authorization: Callable[[], str | None]
    ) -> None:
        await make_client(base_url, username="me").session.list()
        assert authorization() is None

    async def test_from_arguments(
        self, make_client: Callable[..., Any], base_url: str, authorization: Callable[[], str | None]
    ) -> None:
        await make_client(base_url, username="me", password="pw").session.list()
        assert authorization() == "Basic bWU6cHc="

    async def test_from_the_environment(
        self,
        make_client: Callable[..., Any],
        base_url: str,
        authorization: Callable[[], str | None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", "pw")
        await make_client(base_url).session.list()
        assert authorization() == "Basic b3BlbmNvZGU6cHc="
        monkeypatch.setenv("OPENCODE_SERVER_USERNAME", "me")
        await make_client(base_url).session.list()
        assert authorization() == "Basic bWU6cHc="

    async def test_from_the_address(
        self, make_client: Callable[..., Any], base_url: str, authorization: Callable[[], str | None]
    ) -> None:
        client = make_client(base_url.replace("http://", "http://me:pw@"))
        assert client.base_url == base_url
        await client.session.list()
        assert authorization() == "Basic bWU6cHc="

    async def test_an_http_client_keeps_its_credentials(self, make_client: Callable[..., Any], mode: str) -> None:
        seen: list[httpx.Request] = []
        client = make_client("http://x.test", http_client=recorded(mode, seen, auth=("a", "b")))
        await client.session.list()
        assert seen[0].headers["Authorization"] == "Basic YTpi"

    async def test_never_shown(
        self, make_client: Callable[..., Any], caplog: pytest.LogCaptureFixture, mode: str
    ) -> None:
        caplog.set_level(logging.DEBUG)
        client = make_client("http://x.test", password=SECRET, http_client=recorded(mode, []))
        await client.session.list(search=SECRET)
        assert SECRET not in repr(client) + repr(client._transport.options)
        ours = [record.getMessage() for record in caplog.records if record.name == "opencode_sessions"]
        assert len(ours) == 1
        assert ours[0].startswith("GET /session 200 ")
        assert ours[0].endswith(" ms")


@pytest.mark.anyio
class TestDirectory:
    async def test_per_client_and_per_call(self, make_client: Callable[..., Any], mode: str) -> None:
        seen: list[httpx.Request] = []
        client = make_client("http://x.test", directory="/home/me/a b", http_client=recorded(mode, seen))
        await client.session.list()
        await client.session.list(directory="C:\\work")
        await client.with_options(directory=None).session.list()
        assert [request.url.params.get("directory") for request in seen] == ["/home/me/a b", "C:\\work", None]

    async def test_only_where_the_operation_takes_one(
        self, make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.18.33"})
        health = await make_client(base_url, directory="/x").health()
        assert (health.healthy, health.version) == (True, "1.18.33")
        assert httpserver.log[-1][0].query_string == b""


@pytest.mark.anyio
class TestHTTPClient:
    async def test_a_given_http_client_is_never_closed(self, make_client: Callable[..., Any], mode: str) -> None:
        own = recorded(mode, [])
        async with make_client("http://x.test", http_client=own) as client:
            await client.session.list()
        assert not own.is_closed

    async def test_a_given_http_client_keeps_its_timeouts_and_headers(
        self, make_client: Callable[..., Any], mode: str
    ) -> None:
        seen: list[httpx.Request] = []
        own = recorded(mode, seen, timeout=httpx.Timeout(7, connect=3), headers={"X-Mine": "yes"})
        await make_client("http://x.test", http_client=own).session.list()
        assert seen[0].extensions["timeout"] == {"connect": 3, "read": 7, "write": 7, "pool": 7}
        assert seen[0].headers["X-Mine"] == "yes"
        assert own.headers["X-Mine"] == "yes"
        assert own.auth is None

    async def test_proxies_of_the_environment(
        self,
        make_client: Callable[..., Any],
        base_url: str,
        httpserver: HTTPServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Another host is reached through the proxy; this machine never is."""
        asked: list[str] = []

        def proxy(request: Request) -> Response:
            asked.append(request.host)
            return Response("[]", content_type="application/json")

        httpserver.expect_request("/session").respond_with_handler(proxy)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("HTTP_PROXY", base_url)
        monkeypatch.setenv("ALL_PROXY", base_url)
        await make_client("http://elsewhere.test").session.list()
        assert asked == ["elsewhere.test"]
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
        for host in ("127.0.0.1", "localhost"):
            await make_client(f"http://{host}:{httpserver.port}").session.list()
        assert len(asked) == 3

    async def test_options_share_the_connections(
        self, make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/session").respond_with_json([])
        client = make_client(base_url)
        other = client.with_options(directory="/x", timeout=5)
        await client.session.list()
        await other.session.list()
        await other.close()
        await client.session.list()
        await client.close()
        for closed in (client, other):
            with pytest.raises(OpencodeError, match="closed"):
                await closed.session.list()
        await client.close()

    async def test_negative_retries(self, make_client: Callable[..., Any]) -> None:
        with pytest.raises(ValueError, match="max_retries"):
            make_client(max_retries=-1)


def test_a_second_event_loop_opens_its_own_connections(httpserver: HTTPServer, base_url: str) -> None:
    httpserver.expect_request("/session").respond_with_json([SESSION])
    client = AsyncOpencode(base_url)

    async def count() -> int:
        return len(await client.session.list())

    assert asyncio.run(count()) == 1
    gc.collect()
    assert asyncio.run(count()) == 1

    async def close() -> None:
        await count()
        await client.close()

    asyncio.run(close())


def test_an_http_client_in_a_second_event_loop_is_a_clear_error(base_url: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session").respond_with_json([])
    own = httpx.AsyncClient()
    client = AsyncOpencode(base_url, http_client=own)

    async def use() -> None:
        await client.session.list()
        await own.aclose()

    asyncio.run(use())
    with pytest.raises(EventLoopError, match="event loop"):
        asyncio.run(use())


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("sub/project", "{here}/sub/project"),
        (".", "{here}"),
        ("/srv/project", "/srv/project"),
        (r"C:\project", r"C:\project"),
    ],
)
async def test_a_relative_directory_is_relative_to_the_program(
    make_client: Callable[..., Any], mode: str, given: str, sent: str
) -> None:
    requests: list[httpx.Request] = []
    client = make_client("http://server.test", http_client=recorded(mode, requests), directory=given)
    await client.session.list()
    await client.session.list(directory=given)
    assert [request.url.params["directory"] for request in requests] == [sent.format(here=os.getcwd())] * 2
