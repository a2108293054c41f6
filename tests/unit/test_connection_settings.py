"""Headers, proxies, certificates and credentials of a client: their checks, and which of them win."""

from __future__ import annotations

import logging
import pickle
import socket
import ssl
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer

from opencode_sessions import AuthenticationError, NotFoundError, OpencodeError, TLSSettingsError
from opencode_sessions._headers import checked_headers
from opencode_sessions._http import _is_readable
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback

pytestmark = pytest.mark.anyio

SECRET = "correct-horse-battery"
#: Basic credentials.
OWN, MINE, ENVIRONMENT = "Basic YTpi", "Basic bWU6cHc=", "Basic b3BlbmNvZGU6ZW52"


def recording_client(
    mode: str, seen: list[httpx.Request], response: httpx.Response | None = None, **settings: Any
) -> Any:
    """An HTTP client of this mode that keeps the requests."""

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if response is None:
            return httpx.Response(200, json=[])
        return httpx.Response(response.status_code, content=response.content)

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(respond), **settings)


# ---------------------------------------------------------------- headers


async def test_default_headers(make_client: Callable[..., Any], httpserver: HTTPServer, base_url: str) -> None:
    httpserver.expect_request("/session").respond_with_json([])
    headers = {"X-Tenant": "seven", "user-agent": "mine/1", "Accept": "application/json"}
    client = make_client(base_url, default_headers=headers)
    headers["X-Tenant"] = "changed later"
    await client.session.list()
    await client.with_options(timeout=5).session.list()
    await client.with_options(default_headers={"X-Other": "x"}).session.list()
    await client.with_options(default_headers=None).session.list()
    first, second, third, fourth = [request.headers for request, _ in httpserver.log]
    for found in (first, second):
        assert (found["X-Tenant"], found["User-Agent"], found["Accept"]) == ("seven", "mine/1", "application/json")
    assert ("X-Tenant" in third, third["X-Other"]) == (False, "x")
    assert "X-Other" not in fourth
    assert fourth["User-Agent"].startswith("opencode-sessions/")


async def test_default_headers_with_an_http_client(make_client: Callable[..., Any], mode: str) -> None:
    seen: list[httpx.Request] = []
    settings = {"headers": {"X-A": "own", "X-B": "own"}}
    own, refusing = (recording_client(mode, seen, found, **settings) for found in (None, httpx.Response(403)))
    headers = {"x-a": "mine", "ACCEPT": "text/html"}
    await make_client("http://x.test", http_client=own, default_headers=headers).session.list()
    with pytest.raises(OpencodeError):
        await make_client("http://x.test", http_client=refusing, default_headers=headers).event.subscribe().connect()
    assert (seen[0].headers["X-A"], seen[0].headers["X-B"]) == ("mine", "own")
    # What a stream needs is not changed.
    assert seen[1].headers.get_list("Accept") == ["text/event-stream"]
    assert seen[1].headers["X-A"] == "mine"


async def test_events_are_not_shared_between_headers(make_client: Callable[..., Any]) -> None:
    seen: list[str] = []

    def speak(connection: Connection) -> None:
        seen.append(connection.headers["x-a"])
        connection.send(HEAD + CONNECTED)
        connection.stay()

    with Loopback(speak) as server:
        first = make_client(server.url, default_headers={"X-A": "first"})
        second = first.with_options(default_headers={"X-A": "second"})
        for client in (first, second, second.with_options(timeout=5)):
            await client.event.subscribe().connect()
        await first.close()
    assert seen == ["first", "second"]


@pytest.mark.parametrize(
    ("headers", "kind", "words"),
    [
        ([("X-A", "x")], TypeError, "mapping of names to values, not an object of list"),
        ("X-A: x", TypeError, "not an object of str"),
        ({5: SECRET}, TypeError, "not an object of int"),
        ({"X-A": 5}, TypeError, r"default_headers\['X-A'\] must be a string, not an object of int"),
        ({"X-A": SECRET.encode()}, TypeError, "not an object of bytes"),
        ({"X-A": None}, TypeError, "not an object of NoneType"),
        ({"X A": "x"}, ValueError, "begins 'X'"),
        ({"": "x"}, ValueError, "begins ''"),
        ({f"Authorization: {SECRET}": "x"}, ValueError, "begins 'Authorization'"),
        ({"X-Ä": "x"}, ValueError, "begins 'X-'"),
        ({"X-A": f"{SECRET}\r\nX-B: y"}, ValueError, "printable ASCII"),
        ({"X-A": f"{SECRET}\n"}, ValueError, "printable ASCII"),
        ({"X-A": f" {SECRET}"}, ValueError, "printable ASCII"),
        ({"X-A": f"{SECRET}é"}, ValueError, "printable ASCII"),
        ({"X-A": f"{SECRET}\0"}, ValueError, "printable ASCII"),
        ({"Content-Length": SECRET}, ValueError, "sets for each request"),
        ({"content-TYPE": SECRET}, ValueError, "sets for each request"),
    ],
)
async def test_bad_headers(make_client: Callable[..., Any], headers: Any, kind: type[Exception], words: str) -> None:
    """The constructor and `with_options` check the same, and show no value."""
    for use in (partial(make_client, "http://x.test"), make_client("http://x.test").with_options):
        with pytest.raises(kind, match=words) as caught:
            use(default_headers=headers)
        assert "default_headers" in str(caught.value)
        assert SECRET not in str(caught.value)


def test_headers_that_are_allowed() -> None:
    given = {"X-A": "", "X-B": "a b\tc", "Authorization": "Bearer x", "X_1.~": "!"}
    assert checked_headers("default_headers", given) == {name.lower(): value for name, value in given.items()}


async def test_the_values_of_headers_are_never_shown(
    make_client: Callable[..., Any], mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="opencode_sessions")
    response = httpx.Response(500, text=f"You sent X-Key: {SECRET} and {SECRET}2, as short as x")
    for settings in (
        {"default_headers": {"X-Key": SECRET, "Authorization": f"Bearer {SECRET}2", "X-Short": "x"}},
        {"http_client_headers": {"X-Key": SECRET, "Authorization": f"Bearer {SECRET}2", "X-Short": "x"}},
    ):
        own = recording_client(mode, [], response, headers=settings.pop("http_client_headers", None))
        client = make_client("http://x.test", http_client=own, **settings)
        with pytest.raises(OpencodeError) as caught:
            await client.session.list()
        assert caught.value.body == "You sent X-Key: *** and ***, as short as x"
        shown = f"{caught.value} {vars(caught.value)} {pickle.dumps(caught.value)!r} {client!r} {caplog.text}"
        assert SECRET not in shown


async def test_the_values_of_pairs_are_never_shown(make_client: Callable[..., Any], mode: str) -> None:
    text = f"{SECRET}, {SECRET}2, {SECRET}3= are no sessions, on or off"
    headers = {
        "Cookie": f"on=off; session={SECRET}",
        "X-Key": f'key="{SECRET}2"',
        "Authorization": f"Token t={SECRET}3=",
    }
    client = make_client("http://x.test", http_client=recording_client(mode, [], httpx.Response(500, text=text)))
    with pytest.raises(OpencodeError) as caught:
        await client.session.list(extra_headers=headers)
    assert caught.value.body == "***, ***, *** are no sessions, on or off"


# ---------------------------------------------------------------- proxies and certificates


@pytest.mark.parametrize(
    ("proxy", "kind"),
    [
        (5, TypeError),
        (b"http://x", TypeError),
        (httpx.Proxy("http://x"), TypeError),
        ("", ValueError),
        ("proxy.test:3128", ValueError),
        ("ftp://proxy.test", ValueError),
        ("http://", ValueError),
        ("http://proxy.test:0", ValueError),
        (f"http://me:{SECRET}@", ValueError),
        (f"http://me:{SECRET}@x:port", ValueError),
        (f"me:{SECRET}@proxy.test", ValueError),
        (f"http://me:{SECRET}", ValueError),
        (f"http://me:/{SECRET}@proxy.test", ValueError),
        (f"http://me:#{SECRET}@proxy.test", ValueError),
        (httpx.URL(f"ftp://me:{SECRET}@proxy.test"), ValueError),
        ("http://" + "a" * 70_000, ValueError),
        (f"socks5://me:{SECRET}@proxy.test:1080", ValueError),
    ],
)
async def test_bad_proxies(make_client: Callable[..., Any], proxy: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=r"^proxy('s port)? (is|must) ") as caught:
        make_client("http://x.test", proxy=proxy)
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) < 400
    if str(proxy).startswith("socks5"):
        assert 'pip install "httpx[socks]"' in str(caught.value)


async def test_bad_certificates(make_client: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    (tmp_path / "no.pem").write_text("no certificate")
    for verify in (tmp_path / "missing.pem", str(tmp_path / "empty.pem"), tmp_path / "no.pem", "", "a\0b"):
        with pytest.raises(ValueError, match=r"^verify="):
            make_client("https://x.test", verify=verify)
    for unknown in (5, None, b"x"):
        with pytest.raises(TypeError, match=r"^verify must be"):
            make_client("https://x.test", verify=unknown)
    for usable in (True, False, tmp_path, str(tmp_path), ssl.create_default_context()):
        make_client("https://x.test", verify=usable)


@pytest.mark.parametrize(
    ("variable", "name", "words"),
    [
        ("SSL_CERT_FILE", "missing.pem", "missing.pem' cannot be read: No such file"),
        ("SSL_CERT_FILE", "", "cannot be read: Is a directory"),
        ("SSL_CERT_FILE", "no.pem", "no.pem' has no certificates in PEM form"),
        ("SSL_CERT_DIR", "missing", "there is no directory"),
        ("SSL_CERT_DIR", "no.pem", "there is no directory"),
        ("SSLKEYLOGFILE", "missing/keys.log", "keys.log' cannot be written: No such file"),
    ],
)
async def test_bad_certificates_of_the_environment(
    make_client: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    name: str,
    words: str,
) -> None:
    (tmp_path / "no.pem").write_text("no certificate")
    for other in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, str(tmp_path / name))
    client = make_client("https://127.0.0.1:1")
    for call in (client.session.list, client.event.subscribe().connect):
        with pytest.raises(TLSSettingsError, match=f"was not sent: {variable} is set, but .*{words}") as caught:
            await call()
        assert (caught.value.source, caught.value.is_final) == (variable, True)
        assert str(tmp_path) in str(caught.value)
    if variable == "SSLKEYLOGFILE":
        with pytest.raises(ValueError, match=r"^SSLKEYLOGFILE="):
            make_client("https://x.test", verify=tmp_path)
    with pytest.raises(OpencodeError) as refused:
        await make_client("http://127.0.0.1:1", max_retries=0).session.list()
    assert not isinstance(refused.value, TLSSettingsError)


async def test_connections_of_an_http_client_are_its_own(make_client: Callable[..., Any], mode: str) -> None:
    own = recording_client(mode, [])
    with pytest.raises(ValueError, match=r"proxy= .* http_client= .*use httpx\.Client\(proxy=…\)"):
        make_client("http://x.test", http_client=own, proxy="http://proxy.test")
    for verify in (False, "x.pem", ssl.create_default_context()):
        with pytest.raises(ValueError, match=r"verify= .* http_client= .*use httpx\.Client\(verify=…\)"):
            make_client("http://x.test", http_client=own, verify=verify)


# ---------------------------------------------------------------- credentials


@pytest.mark.parametrize(
    ("settings", "own", "sent"),
    [
        ({}, {}, ENVIRONMENT),
        ({"password": ""}, {}, None),
        ({"password": "", "base_url": "http://me:pw@x.test"}, {}, None),
        ({"password": "", "default_headers": {"Authorization": "Bearer x"}}, {"auth": ("a", "b")}, "Bearer x"),
        ({}, {"auth": ("a", "b")}, OWN),
        ({}, {"headers": {"Authorization": OWN}}, OWN),
        ({"password": "pw", "username": "me"}, {"auth": ("a", "b")}, MINE),
        ({"password": "pw", "username": "me"}, {"headers": {"Authorization": OWN}}, MINE),
        ({"base_url": "http://me:pw@x.test"}, {"auth": ("a", "b")}, MINE),
        ({"default_headers": {"authorization": "Bearer x"}}, {}, "Bearer x"),
        ({"default_headers": {"Authorization": "Bearer x"}}, {"auth": ("a", "b")}, "Bearer x"),
        ({"default_headers": {"Authorization": "Bearer x"}, "password": "pw", "username": "me"}, {}, MINE),
    ],
)
async def test_whose_credentials_are_sent(
    make_client: Callable[..., Any],
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, Any],
    own: dict[str, Any],
    sent: str | None,
) -> None:
    seen: list[httpx.Request] = []
    monkeypatch.setenv("OPENCODE_SERVER_PASSWORD", "env")
    client = make_client(**{"base_url": "http://x.test", **settings}, http_client=recording_client(mode, seen, **own))
    await client.session.list()
    await client.with_options(timeout=5).session.list()
    assert [request.headers.get("Authorization") for request in seen] == [sent, sent]


async def test_credentials_of_an_address_in_the_environment(
    make_client: Callable[..., Any], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[httpx.Request] = []
    monkeypatch.setenv("OPENCODE_BASE_URL", "http://me:pw@x.test")
    for auth in (None, ("a", "b")):
        await make_client(http_client=recording_client(mode, seen, auth=auth)).session.list()
    client = make_client(http_client=recording_client(mode, seen)).with_options(
        default_headers={"Authorization": "X y"}
    )
    await client.session.list()
    assert [request.headers["Authorization"] for request in seen] == [MINE, OWN, "X y"]


@pytest.mark.parametrize(
    ("environment", "settings", "own", "words"),
    [
        ({}, {}, {}, "No password was sent. Set OPENCODE_SERVER_PASSWORD, or pass password= (and username=)."),
        ({}, {"username": "me"}, {}, "No password was sent."),
        ({}, {"password": SECRET}, {}, "refused the password of password=, or the user name"),
        ({}, {"base_url": f"http://me:{SECRET}@x.test"}, {}, "refused the password of base_url=, or"),
        ({"OPENCODE_SERVER_PASSWORD": SECRET}, {}, {}, "refused the password of OPENCODE_SERVER_PASSWORD, or"),
        (
            {"OPENCODE_BASE_URL": f"http://me:{SECRET}@x.test"},
            {"base_url": None},
            {},
            "password of OPENCODE_BASE_URL, or",
        ),
        (
            {},
            {"default_headers": {"Authorization": SECRET}},
            {},
            "refused the Authorization header of default_headers=",
        ),
        (
            {},
            {},
            {"auth": ("me", SECRET)},
            "refused the Authorization header that was sent, which is not made of password=",
        ),
    ],
)
async def test_why_a_server_refuses_credentials(
    make_client: Callable[..., Any],
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    settings: dict[str, Any],
    own: dict[str, Any],
    words: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    own_client = recording_client(mode, [], httpx.Response(401), **own)
    client = make_client(**{"base_url": "http://x.test", **settings}, http_client=own_client)
    for call in (client.session.list, client.server_version, client.event.subscribe().connect):
        with pytest.raises(AuthenticationError) as caught:
            await call()
        assert words in str(caught.value)
        assert SECRET not in str(caught.value)


async def test_a_server_refuses_the_credentials_of_a_call(make_client: Callable[..., Any], mode: str) -> None:
    own = recording_client(mode, [], httpx.Response(401))
    client = make_client("http://x.test", password=SECRET, default_headers={"Authorization": "X y"}, http_client=own)
    with pytest.raises(AuthenticationError, match=r"refused the Authorization header of extra_headers="):
        await client.session.list(extra_headers={"authorization": "Bearer x"})
    with pytest.raises(AuthenticationError, match=r"refused the password of password="):
        await client.session.list(extra_headers={"X-Key": "x"})


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            '{"name": "NotFoundError", "data": {"message": "No such session"}}',
            "Check the identifier, directory= and base_url=",
        ),
        ('{"_tag": "PermissionNotFoundError"}', "Check the identifier, directory= and base_url="),
        (
            '{"detail": "Not Found"}',
            "Check base_url=: the server there has no such operation, or is no opencode server.",
        ),
        ("<html>404</html>", "or is no opencode server."),
        ("", "or is no opencode server."),
    ],
)
async def test_the_advice_of_a_404(make_client: Callable[..., Any], mode: str, body: str, words: str) -> None:
    own = recording_client(mode, [], httpx.Response(404, text=body))
    with pytest.raises(NotFoundError) as caught:
        await make_client("http://x.test", http_client=own).session.get("ses_1")
    assert words in str(caught.value)


def test_an_idle_connection_that_the_server_closed_is_readable() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not _is_readable(ours)
        theirs.close()
        assert _is_readable(ours)
        ours.close()
        assert _is_readable(ours)
