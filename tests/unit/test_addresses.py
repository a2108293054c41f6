"""Addresses: their spellings, their limits, and how malformed ones are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from opencode_sessions._address import canonical_host, is_loopback, shown

pytestmark = pytest.mark.anyio

SECRET = "correct-horse-battery"


def empty_lists(mode: str) -> Any:
    """An HTTP client of this mode that gets an empty list for everything."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=[])))


@pytest.mark.parametrize(
    ("host", "canonical"),
    [
        *((host, "127.0.0.1") for host in ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001", "0.0.0.0")),
        *((host, "127.0.0.1") for host in ("::ffff:127.0.0.1", "::ffff:7f00:1", "127.0.0.1.")),
        *((host, "localhost") for host in ("localhost", "LOCALHOST", "localhost.", "LocalHost.")),
        ("127.0.0.2", "127.0.0.2"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("::", "::1"),
        ("my.localhost", "my.localhost"),
    ],
)
def test_the_spellings_of_loopback(host: str, canonical: str) -> None:
    assert canonical_host(host) == canonical
    assert is_loopback(canonical)


@pytest.mark.parametrize(
    "host", ["x.test", "10.1", "192.0.2.1", "2001:db8::1", "127.test", "localhost.test", "::ffff:192.0.2.1"]
)
def test_other_hosts_stay_as_they_are(host: str) -> None:
    assert canonical_host(host) == host
    assert not is_loopback(host)


async def test_a_client_has_the_canonical_address(make_client: Callable[..., Any]) -> None:
    for host in ("127.1:80", "[::ffff:127.0.0.1]", "me:pw@0.0.0.0"):
        assert make_client(f"http://{host}/prefix").base_url == "http://127.0.0.1/prefix"
    assert make_client("https://LOCALHOST.:99").base_url == "https://localhost:99"
    assert make_client("http://[::]:99").base_url == "http://[::1]:99"
    assert make_client("http://Server.test.").base_url == "http://server.test."


@pytest.mark.parametrize(
    "address",
    [
        f"http://user:{SECRET}@",
        f"ftp://user:{SECRET}@host",
        f"http://user:{SECRET}@host:port",
        f"http://user:{SECRET}\n@host",
        f"http://user:x@{SECRET}@host:port",
        f"http://user:{SECRET}",
        f"http://user:{SECRET}/path",
        f"http:/user:{SECRET}@host",
        f"http//user:{SECRET}@host",
        f"http//user:{SECRET}",
        f"user:{SECRET}@host",
        f"user:{SECRET}",
        f"//{SECRET}@host",
        f"htps://{SECRET}@host",
        f"http://user%3A{SECRET}%40host:port",
        f"http://user:1/{SECRET}@host",
        f"http://user:1?{SECRET}@host",
        f"http://user:1#{SECRET}@host",
        f"http://user:{SECRET}@host?key={SECRET}",
        f"ftp://host?key={SECRET}",
        httpx.URL(f"ftp://user:{SECRET}@host"),
        f"http://{SECRET}@host:99999",
        f"http://{SECRET}@" + "a" * 70_000,
        f"http://{'a' * 64}.test",
        "http://a..test",
        "http://" + "a" * 70_000,
    ],
)
async def test_a_malformed_address(
    make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, address: str | httpx.URL
) -> None:
    with pytest.raises(ValueError, match=r"^base_url('s port)? must ") as caught:
        make_client(address)
    assert type(caught.value) is ValueError
    assert SECRET not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert caught.value.__cause__ is caught.value.__context__ is None
    if "\n" not in str(address):
        monkeypatch.setenv("OPENCODE_BASE_URL", str(address))
        with pytest.raises(ValueError, match=r"^OPENCODE_BASE_URL('s port)? must ") as caught:
            make_client()
        assert SECRET not in str(caught.value)


def test_how_malformed_addresses_are_shown() -> None:
    assert shown("localhost:4096") == "localhost:4096"
    assert shown("ftp://[::1]:80/x") == "ftp://[::1]:80/x"
    assert shown("ftp://[::1]:port/x") == "ftp://[::1]:***/x"
    assert shown("http://[::1") == "http://[::1"
    assert shown("http://[user:secret") == "http://[user:***"
    assert shown("http://me:secret@host:port/x") == "http://***@host:port/x"
    assert shown("http://host:port/x?y") == "http://host:***/x"
    assert shown("x" * 1000) == "x" * 100 + "…"


LONG = "a" * 70_000
TOO_LONG = [
    ("directory", lambda client: client.session.list(directory=f"/{LONG}")),
    ("directory", lambda client: client.with_options(directory=f"/{LONG}").session.list()),
    ("directory", lambda client: client.event.subscribe(directory=f"/{LONG}").connect()),
    ("directory", lambda client: client.with_options(directory=f"/{LONG}").event.subscribe().connect()),
    ("search", lambda client: client.session.list(search="é" * 20_000)),
    ("path", lambda client: client.file.read(LONG)),
    ("an identifier", lambda client: client.session.get(LONG)),
    ("an identifier", lambda client: client.session.message("ses_1", f"msg_{LONG}")),
    ("an identifier", lambda client: client.session.chat(LONG, "Hello?")),
]


@pytest.mark.parametrize(("name", "call"), TOO_LONG)
async def test_an_address_that_is_too_long(
    make_client: Callable[..., Any], mode: str, name: str, call: Callable[[Any], Any]
) -> None:
    client = make_client("http://x.test", http_client=empty_lists(mode))
    with pytest.raises(ValueError, match=rf"^{name} is too long to be sent: it takes \d+,\d+ characters") as caught:
        await call(client)
    assert type(caught.value) is ValueError
    assert caught.value.__cause__ is None
    assert len(str(caught.value)) < 300
    # The client still works.
    assert await client.session.list() == []


async def test_a_turn_in_a_directory_that_is_too_long(make_client: Callable[..., Any], mode: str) -> None:
    client = make_client("http://x.test", http_client=empty_lists(mode))
    with pytest.raises(ValueError, match=r"^directory is too long"):
        async with client.session.stream("ses_1", "Hello?", directory=f"/{LONG}"):
            pass


async def test_texts_that_have_no_utf8(make_client: Callable[..., Any], mode: str) -> None:
    client = make_client("http://x.test", http_client=empty_lists(mode))
    with pytest.raises(
        ValueError, match=r"^search must be a text that has a form in UTF-8, .* not '\\ud800a+'$"
    ) as caught:
        await client.session.list(search="\ud800" + LONG)
    assert type(caught.value) is ValueError
    with pytest.raises(ValueError, match=r"^session_id must be a session's id .*, which has lone surrogates"):
        await client.session.children("\udfff")


@pytest.mark.parametrize("odd", ["a\nb", "\0", "\x7f", "a/../b", "?x#y", "%2F", "ü", " "])
async def test_odd_characters_are_quoted(make_client: Callable[..., Any], mode: str, odd: str) -> None:
    """They stay in their parameter and in their segment of the path."""
    seen: list[httpx.URL] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(200, json=[])

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    own: Any = kind(transport=httpx.MockTransport(respond))
    await make_client("http://x.test", http_client=own).session.children(odd)
    await make_client("http://x.test", http_client=own).session.list(search=odd)
    assert seen[0].raw_path.count(b"/") == 3
    assert seen[1].params["search"] == odd
