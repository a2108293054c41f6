"""Proxies and TLS: given to the client or named by the environment, dead, refusing, or odd."""

from __future__ import annotations

import copy
import logging
import pickle
import ssl
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from pytest_httpserver import HTTPServer

from opencode_sessions import NotSentError, OpencodeError, ProxyError
from tests.support.proxies import ForwardProxy, closed_port

pytestmark = pytest.mark.anyio

SECRET = "correct-horse-battery"
SPELLINGS = (
    "[::1]",
    "127.1",
    "127.0.0.2",
    "2130706433",
    "0x7f.1",
    "localhost.",
    "LOCALHOST",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
)
REMOTE = "elsewhere.test"


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names no proxy, and no certificates."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that no machine trusts."""
    return trustme.CA()


@pytest.fixture
def authority_file(authority: trustme.CA, tmp_path: Path) -> Path:
    """Its certificate."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """Of a server, or a proxy, on loopback."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def secure_server(tls: ssl.SSLContext) -> Iterator[HTTPServer]:
    """A server that speaks TLS."""
    server = HTTPServer(host="127.0.0.1", ssl_context=tls)
    server.expect_request("/session").respond_with_json([])
    server.start()
    yield server
    server.stop()


async def failure(client: Any) -> OpencodeError:
    """Return the error of a call, which is the same for an event stream, and which shows no secret."""
    with pytest.raises(OpencodeError) as caught:
        await client.session.list()
    with pytest.raises(OpencodeError) as of_events:
        await client.event.subscribe().connect()
    assert type(of_events.value) is type(caught.value)
    for error in (caught.value, of_events.value):
        for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert (str(copied), vars(copied)) == (str(error), vars(error))
        assert SECRET not in "".join(traceback.format_exception(error)) + str(vars(error))
    return caught.value


# ---------------------------------------------------------------- proxies that work


async def test_a_proxy_that_is_given(make_client: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ForwardProxy() as proxy:
        client = make_client(f"http://{REMOTE}", proxy=proxy.url.replace("//", f"//me:{SECRET}@"))
        assert await client.session.list() == []
        # Of a call that can be interrupted, which has a connection of its own.
        with pytest.raises(OpencodeError):
            await client.session.chat("ses_1", "Hello?")
        # It is used for this machine, too: somebody wants it.
        assert await make_client("http://127.0.0.1:1", proxy=httpx.URL(proxy.url)).session.list() == []
    assert proxy.asked[:2] == [f"GET http://{REMOTE}/session", f"POST http://{REMOTE}/session/ses_1/message"]
    assert proxy.asked[-1] == "GET http://127.0.0.1:1/session"
    assert proxy.credentials[0] == "Basic bWU6Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5"
    assert proxy.credentials[-1] is None
    assert SECRET not in repr(client) + repr(vars(client._transport.options)) + caplog.text


async def test_a_proxy_and_the_certificates_of_a_company(
    make_client: Callable[..., Any], secure_server: HTTPServer, authority_file: Path
) -> None:
    address = f"https://localhost:{secure_server.port}"
    with ForwardProxy() as proxy:
        for verify in (authority_file, str(authority_file), ssl.create_default_context(cafile=authority_file), False):
            assert await make_client(address, proxy=proxy.url, verify=verify).session.list() == []
            assert await make_client(address, verify=verify).session.list() == []
        error = await failure(make_client(address, proxy=proxy.url, max_retries=0))
        assert f"Could not connect to {address} through the proxy {proxy.url} (" in str(error)
    assert proxy.asked == [f"CONNECT localhost:{secure_server.port}"] * len(proxy.asked)
    assert "certificate verify failed" in str(error)


async def test_a_proxy_that_speaks_tls(
    make_client: Callable[..., Any], tls: ssl.SSLContext, authority_file: Path
) -> None:
    with ForwardProxy(tls) as proxy:
        address = f"https://localhost:{proxy.port}"
        client = make_client(f"http://{REMOTE}", proxy=address, verify=authority_file)
        assert await client.session.list() == []
        error = await failure(make_client(f"http://{REMOTE}", proxy=address, max_retries=0))
    assert str(error).startswith(f"Could not connect to the proxy {address}, on the way to http://{REMOTE} (")
    assert "certificate verify failed" in str(error)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
async def test_a_proxy_of_the_environment(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    with ForwardProxy() as proxy:
        monkeypatch.setenv(variable, proxy.url.replace("http://", "") if variable.isupper() else proxy.url)
        assert await make_client(f"http://{REMOTE}").session.list() == []
        for exception in ("*", REMOTE, ".test", f"x, {REMOTE}:80", f"{REMOTE}:80"):
            monkeypatch.setenv("NO_PROXY", exception)
            with pytest.raises(NotSentError) as caught:
                await make_client(f"http://{REMOTE}", max_retries=0, timeout=5).session.list()
            assert type(caught.value) is NotSentError
        for other in ("other.test", f"{REMOTE}:81", "[::1]"):
            monkeypatch.setenv("NO_PROXY", other)
            assert await make_client(f"http://{REMOTE}").session.list() == []
    assert proxy.asked == [f"GET http://{REMOTE}/session"] * 4


# ---------------------------------------------------------------- proxies that do not


@pytest.mark.parametrize("server", [f"http://{REMOTE}", f"https://{REMOTE}:8443"])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("source", ["proxy=", "HTTP_PROXY", "all_proxy"])
async def test_a_dead_proxy(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, server: str, scheme: str, source: str
) -> None:
    address = f"{scheme}://127.0.0.1:{closed_port()}"
    secret = address.replace("//", f"//me:{SECRET}@")
    if source == "proxy=":
        client = make_client(server, max_retries=0, proxy=secret)
    else:
        source = "HTTPS_PROXY" if source == "HTTP_PROXY" and server.startswith("https") else source
        monkeypatch.setenv(source, secret)
        client = make_client(server, max_retries=0)
    error = await failure(client)
    assert isinstance(error, ProxyError)
    whose = "" if source == "proxy=" else f" of {source}"
    assert str(error).startswith(f"Could not connect to the proxy {address}{whose}, on the way to {server} (")
    assert str(error).endswith("Is the proxy running? Nothing was sent to the server.")
    assert (error.proxy, error.source, error.is_final) == (address, source, False)


async def test_a_proxy_that_refuses(make_client: Callable[..., Any]) -> None:
    reason = f"HTTP/1.1 403 Not for me:{SECRET}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
    with ForwardProxy(refusal=reason) as proxy:
        address = proxy.url.replace("//", f"//me:{SECRET}@")
        error = await failure(make_client(f"https://{REMOTE}", max_retries=0, proxy=address))
        assert isinstance(error, ProxyError)
        assert str(error) == (
            f"Could not connect to https://{REMOTE}, as the proxy {proxy.url} opened no connection (403 Not for ***). "
            "Nothing was sent to the server."
        )


async def test_a_proxy_that_wants_a_password(make_client: Callable[..., Any]) -> None:
    body = f"You sent me:{SECRET}".encode()
    head = f"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    with ForwardProxy(refusal=head.encode() + body) as proxy:
        address = proxy.url.replace("//", f"//me:{SECRET}@")
        error = await failure(make_client(f"http://{REMOTE}", proxy=address))
        assert str(error) == (
            f"GET /session responded with 407 You sent ***. This is from the proxy {proxy.url}: give it a user name "
            "and a password, as in http://user:password@host:port."
        )


async def test_a_proxy_of_the_users_own_client(make_client: Callable[..., Any], mode: str) -> None:
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    refusal = b"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with ForwardProxy(refusal=refusal) as proxy:
        own = kind(proxy=proxy.url)
        error = await failure(make_client(f"https://{REMOTE}", max_retries=0, http_client=own))
        await (own.aclose() if isinstance(own, httpx.AsyncClient) else _closed(own))
    assert isinstance(error, ProxyError)
    assert "the proxy of http_client= opened no connection (502 Bad)" in str(error)
    assert (error.proxy, error.source, error.is_final) == (None, None, False)


async def _closed(client: httpx.Client) -> None:
    client.close()


# ---------------------------------------------------------------- odd variables

ODD = {
    "HTTP_PROXY": [
        "socks5://127.0.0.1:1080",
        "http://",
        "http://[bad",
        "ftp://proxy.test",
        f"http://me:{SECRET}@x:port",
    ],
    "ALL_PROXY": ["socks5h://127.0.0.1:1080", f"smtp://me:{SECRET}@proxy.test", "http://x:99999", f"//{SECRET}@"],
}


@pytest.mark.parametrize(("variable", "value"), [(name, value) for name, values in ODD.items() for value in values])
async def test_an_odd_variable(
    make_client: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    httpserver: HTTPServer,
    base_url: str,
    variable: str,
    value: str,
) -> None:
    httpserver.expect_request("/session").respond_with_json([])
    monkeypatch.setenv(variable, value)
    assert await make_client(base_url).session.list() == []
    error = await failure(make_client(f"http://{REMOTE}"))
    assert isinstance(error, ProxyError)
    assert str(error).startswith(f"GET /session was not sent: {variable}")
    assert ('pip install "httpx[socks]"' in str(error)) == value.startswith("socks")
    assert (error.proxy, error.source, error.is_final) == (None, variable, True)
    with ForwardProxy() as proxy:
        assert await make_client(f"http://{REMOTE}", proxy=proxy.url).session.list() == []


async def test_a_word_as_the_proxy(make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere else, it is the name of a host."""
    monkeypatch.setenv("ALL_PROXY", "nonsense.invalid")
    error = await failure(make_client(f"http://{REMOTE}", max_retries=0))
    assert str(error).startswith("Could not connect to the proxy http://nonsense.invalid of ALL_PROXY, on the way to ")


@pytest.mark.parametrize("host", SPELLINGS)
async def test_loopback_in_all_its_spellings(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    listener = "::1" if host == "[::1]" else "127.0.0.2" if host == "127.0.0.2" else "127.0.0.1"
    server = HTTPServer(host=listener)
    server.expect_request("/session").respond_with_json([])
    server.start()
    try:
        for name, value in (("HTTP_PROXY", "socks5://x"), ("ALL_PROXY", "nonsense"), ("NO_PROXY", "[::1]")):
            monkeypatch.setenv(name, value)
            client = make_client(f"http://{host}:{server.port}", max_retries=0)
            assert await client.session.list() == []
    finally:
        server.stop()


async def test_the_names_of_this_machine(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    """Only the machine's own name is looked up, and only if there is a proxy."""
    httpserver.expect_request("/session").respond_with_json([])
    looked_up: list[str] = []

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        import socket

        looked_up.append(host)
        address = "127.0.0.1" if host.startswith("box") else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_DGRAM, 0, "", (address, 0))]

    monkeypatch.setattr("socket.gethostname", lambda: "Box")
    monkeypatch.setattr("socket.getaddrinfo", look_up)
    names = ("box", "BOX.company.test", REMOTE, "192.0.2.1")
    for name in names:
        assert make_client(f"http://{name}")._transport.options.proxy is None
    assert looked_up == []
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test")
    found = [make_client(f"http://{name}")._transport.options.proxy is None for name in names]
    assert found == [True, True, False, False]
    assert looked_up == ["box", "box.company.test", "192.0.2.1"]
    monkeypatch.setattr("socket.gethostname", lambda: REMOTE)
    # Its name leads elsewhere.
    assert make_client(f"http://{REMOTE}")._transport.options.proxy is not None


# ---------------------------------------------------------------- TLS


async def test_https_for_a_server_that_speaks_plain_http(
    make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer
) -> None:
    error = await failure(make_client(base_url.replace("http://", "https://"), max_retries=0, verify=False))
    assert type(error) is NotSentError
    assert str(error).endswith(f"The server there speaks plain http: use {base_url}.")


async def test_the_server_is_verified(make_client: Callable[..., Any], secure_server: HTTPServer) -> None:
    error = await failure(make_client(f"https://127.0.0.1:{secure_server.port}", max_retries=0))
    assert "certificate verify failed" in str(error)
    assert "plain http" not in str(error)
