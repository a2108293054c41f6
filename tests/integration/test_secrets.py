"""Servers and proxies that repeat the credentials of a request: no error, and no log line of ours, holds them."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from opencode_sessions import OpencodeError
from opencode_sessions._secrets import basic_authorization, mask_errors, masked
from tests.support.loopback import Connection, Loopback
from tests.support.samples import SESSION

pytestmark = pytest.mark.anyio

#: Each of its characters is spelled in another way somewhere: in addresses, in JSON, in HTML, in Python.
PASSWORD = "pa ss/wörd<\"'\\100%"
TOKEN = base64.b64encode(f"opencode:{PASSWORD}".encode()).decode()
SPELLINGS = (
    PASSWORD,
    TOKEN,
    TOKEN.rstrip("="),
    quote(TOKEN, safe=""),
    quote(PASSWORD, safe=""),
    quote(PASSWORD, safe="").lower(),
    json.dumps(PASSWORD)[1:-1],
    repr(PASSWORD.encode())[2:-1],
    f"https://opencode:{quote(PASSWORD, safe='')}@host.test/",
)


def shown(error: BaseException) -> str:
    """All that an error, and those behind it, say, store and pickle."""
    texts = ["".join(traceback.format_exception(error))]
    found: list[BaseException] = [error]
    for each in found:
        texts += [str(each), repr(each), repr(each.args), repr(vars(each)), str(getattr(each, "doc", ""))]
        if isinstance(each, OpencodeError):
            texts += [json.dumps(each.body, ensure_ascii=False), repr(vars(pickle.loads(pickle.dumps(each))))]
        if isinstance(each, httpx.RequestError):
            texts.append(repr(each.request.headers.raw))
        found += [behind for behind in (each.__cause__, each.__context__) if behind is not None and behind not in found]
    return "\n".join(texts)


def assert_clean(text: str) -> None:
    for secret in (PASSWORD, TOKEN.rstrip("="), quote(PASSWORD, safe=""), PASSWORD[:8], "w%C3%B6rd", "w\\xc3\\xb6rd"):
        assert secret not in text
        assert repr(secret)[1:-1] not in text


def response(status: str, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""])
    return head.encode() + body


BODIES = [
    *(json.dumps({"name": "Echo", "data": {"message": f"You sent {text}", text: [text]}}) for text in SPELLINGS),
    *(f"You sent {text}" for text in SPELLINGS),
    f"<html>Authorization: Basic {TOKEN}</html>",
    # Cut off, so that it is no JSON.
    '{"headers": {"authorization": "Basic ' + TOKEN,
    json.dumps({"password": PASSWORD})[:-1],
]
HEADS = [
    *(f"{status} {text}" for status in ("200", "401", "500") for text in SPELLINGS[:5]),
    f"200 OK\r\nContent-Type: text/{quote(PASSWORD, safe='')}",
    f"200 OK\r\nContent-Type: {PASSWORD}",
    f"200 OK\r\nContent-Type: text/html; {TOKEN}",
    f"200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: {TOKEN}",
    f"302 Found\r\nLocation: http://opencode:{quote(PASSWORD, safe='')}@127.0.0.1/",
    f"302 Found\r\nLocation: http://{TOKEN}:port/",
    f"302 Found\r\nLocation: http://[{PASSWORD}/",
    f"401 No\r\nWWW-Authenticate: Basic realm={PASSWORD}",
]
#: No HTTP.
RUBBISH = [
    f"{PASSWORD}\r\n\r\n".encode(),
    f"HTTP/1.1 200 OK\r\nno header {PASSWORD}\r\n\r\n".encode(),
    f"HTTP/1.1 200 OK\r\nContent-Length: {TOKEN}\r\n\r\n".encode(),
    f"Basic {TOKEN}\r\n\r\n".encode(),
]
ANSWERS = [
    *(response(f"{status} X", body.encode()) for status in (200, 401, 502) for body in BODIES),
    response("200 OK", BODIES[0].encode(), "Content-Encoding: gzip"),
    response("200 OK", json.dumps([PASSWORD, TOKEN]).encode(), "Content-Type: text/html"),
    *(response(head, b"") for head in HEADS),
    *RUBBISH,
]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # httpx under trio leaves a generator
async def test_whatever_a_peer_repeats(make_client: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="opencode_sessions")
    answer = b""
    with Loopback(lambda connection: connection.send(answer)) as server:
        address = server.url.replace("//", f"//opencode:{quote(PASSWORD, safe='')}@")
        for client, answers in (
            (make_client(server.url, password=PASSWORD, max_retries=0), ANSWERS),
            (make_client(address, max_retries=0), ANSWERS[::10]),
        ):
            assert_clean(repr(client) + client.base_url)
            for answer in answers:  # noqa: B007 (the server sends it)
                for call in (client.session.get(SESSION["id"]), client.session.chat(SESSION["id"], "Hello?")):
                    with pytest.raises(OpencodeError) as caught:
                        await call
                    assert_clean(shown(caught.value))
    assert_clean(caplog.text)


@pytest.mark.parametrize("answer", [*ANSWERS[:2], *map(response, HEADS[-8:], [b""] * 8), *RUBBISH])
async def test_the_events_of_a_peer_that_repeats(make_client: Callable[..., Any], answer: bytes) -> None:
    with Loopback(lambda connection: connection.send(answer)) as server:
        client = make_client(server.url, password=PASSWORD, timeout=0.2)
        with pytest.raises(OpencodeError) as caught:
            await client.event.subscribe().connect()
    assert_clean(shown(caught.value))


async def test_the_credentials_of_the_users_own_http_client(make_client: Callable[..., Any], mode: str) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(403, text=f"You sent {dict(request.headers)}")

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    transport = httpx.MockTransport(respond)
    for http_client in (
        kind(transport=transport, auth=("opencode", PASSWORD)),
        kind(transport=transport, headers={"Authorization": f"Bearer {TOKEN}"}),
    ):
        with pytest.raises(OpencodeError) as caught:
            await make_client("http://server.test", http_client=http_client).session.list()
        assert_clean(shown(caught.value))


async def test_data_is_not_changed(make_client: Callable[..., Any]) -> None:
    """The title of a session may well be the password: the response is a success, and the user's data."""
    data = {**SESSION, "title": PASSWORD}
    with Loopback(lambda connection: connection.respond(data)) as server:
        client = make_client(server.url, password=PASSWORD)
        assert (await client.session.get(SESSION["id"])).title == PASSWORD


async def test_an_unexpected_failure_of_the_event_stream(
    make_client: Callable[..., Any], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        raise LookupError(f"You sent {PASSWORD}")

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    http_client: Any = kind(transport=httpx.MockTransport(respond))
    client = make_client("http://server.test", password=PASSWORD, http_client=http_client)
    with pytest.raises(OpencodeError, match="LookupError") as caught:
        await client.event.subscribe().connect()
    assert_clean(shown(caught.value))


@pytest.mark.parametrize("password", ["a", "OK", "abc"])
async def test_a_short_password(make_client: Callable[..., Any], password: str) -> None:
    """Its letters are everywhere, so that only the header, and the pair with the user name, are masked."""
    token = base64.b64encode(f"opencode:{password}".encode()).decode()
    text = f"An abacus is OK, abc. {token} opencode:{password}@"

    def respond(connection: Connection) -> None:
        connection.send(response("403 No", text.encode()))

    with Loopback(respond) as server, pytest.raises(OpencodeError) as caught:
        await make_client(server.url, password=password).session.list()
    assert caught.value.body == "An abacus is OK, abc. *** ***@"


def test_what_is_masked() -> None:
    sent = basic_authorization("me", "secret")
    assert masked("a secret=x", sent) == "a ***=x"
    assert masked({"secret": ["a secret", 1, None, {"x": "secret"}]}, sent) == {"***": ["a ***", 1, None, {"x": "***"}]}
    assert masked("a secret", None) == "a secret"
    assert masked("Bearer xyz", "Bearer xyz") == "Bearer ***"
    assert masked("Basic not-base64", "Basic not-base64") == "Basic ***"
    assert masked("xyz", "xyz") == "***"
    # It is no part of the text that replaces it.
    assert masked("password", basic_authorization("me", "password")) == "***"


def test_the_errors_behind_an_error() -> None:
    sent = basic_authorization("me", "secret")
    first, second = ValueError("a secret", 5), KeyError("another secret")
    first.__context__ = second
    mask_errors(first, sent)
    assert (first.args, second.args) == (("a ***", 5), ("another ***",))
