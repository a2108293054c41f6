"""The settings of a client: their meaning and their checks, in the constructor and in `with_options`."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opencode_sessions import NOT_GIVEN, AsyncOpencode, NotGiven, Opencode
from opencode_sessions_api.api.session import session_chat

pytestmark = pytest.mark.anyio

NO_LIMIT = {"connect": None, "read": None, "write": None, "pool": None}


def recording_client(mode: str, seen: list[httpx.Request], **settings: Any) -> Any:
    """An HTTP client of this mode that keeps the requests."""

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[])

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(respond), **settings)


async def test_no_timeout_means_no_limit(make_client: Callable[..., Any], mode: str) -> None:
    """As in httpx; in the constructor as in `with_options`, also with an HTTP client that has limits."""
    seen: list[httpx.Request] = []
    client = make_client("http://x.test", timeout=None, http_client=recording_client(mode, seen, timeout=7))
    await client.session.list()
    await client.with_options(timeout=3).session.list()
    await client.with_options(timeout=3).with_options(timeout=None).session.list()
    assert [request.extensions["timeout"] for request in seen] == [
        NO_LIMIT,
        {"connect": 3, "read": 3, "write": 3, "pool": 3},
        NO_LIMIT,
    ]


async def test_a_timeout_that_is_not_given(make_client: Callable[..., Any], mode: str) -> None:
    seen: list[httpx.Request] = []
    client = make_client("http://x.test", timeout=NOT_GIVEN, http_client=recording_client(mode, seen, timeout=7))
    await client.session.list()
    await client.with_options(timeout=NOT_GIVEN, turn_timeout=NOT_GIVEN, max_retries=NOT_GIVEN).session.list()
    assert [request.extensions["timeout"]["read"] for request in seen] == [7, 7]
    options = make_client("http://x.test")._transport.options
    assert (options.timeout.read, options.timeout.connect) == (60, 5)


async def test_a_turn_has_no_limit_until_it_is_given_one(make_client: Callable[..., Any]) -> None:
    client = make_client("http://x.test", turn_timeout=9)
    read = [
        each._transport.options.timeout_for(session_chat.build("ses_1", [])).read
        for each in (client, client.with_options(turn_timeout=None), make_client("http://x.test"))
    ]
    assert read == [9, None, None]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("max_retries", -1, ValueError),
        ("max_retries", 1.5, TypeError),
        ("max_retries", "2", TypeError),
        ("max_retries", True, TypeError),
        ("max_retries", None, TypeError),
        ("timeout", -1, ValueError),
        ("timeout", float("nan"), ValueError),
        ("timeout", "5", TypeError),
        ("timeout", True, TypeError),
        ("turn_timeout", -0.5, ValueError),
        ("turn_timeout", "5", TypeError),
        ("turn_timeout", httpx.Timeout(5), TypeError),
        ("directory", 5, TypeError),
        ("directory", b"/x", TypeError),
    ],
)
async def test_invalid_options(make_client: Callable[..., Any], name: str, value: Any, kind: type[Exception]) -> None:
    """The constructor and `with_options` check the same."""
    with pytest.raises(kind, match=name):
        make_client("http://x.test", **{name: value})
    with pytest.raises(kind, match=name):
        make_client("http://x.test").with_options(**{name: value})


async def test_a_path_as_the_directory(make_client: Callable[..., Any]) -> None:
    client = make_client("http://x.test", directory=Path("/a"))
    assert (client.directory, client.with_options(directory=Path("/b")).directory) == (str(Path("/a")), str(Path("/b")))
    with pytest.raises(TypeError, match="directory"):
        client.conversation(directory=5)


async def test_options_keep_what_they_do_not_change(make_client: Callable[..., Any]) -> None:
    client = make_client("http://x.test", username="me", password="pw", directory="/x", turn_timeout=3, max_retries=7)
    changed, first = client.with_options(timeout=1)._transport.options, client._transport.options
    for name in ("base_url", "username", "password", "directory", "turn_timeout", "max_retries"):
        assert getattr(changed, name) == getattr(first, name)


def test_a_subclass_stays_one() -> None:
    class Mine(Opencode):
        def hello(self) -> str:
            return f"hello from {self.directory}"

    class MineAsync(AsyncOpencode):
        pass

    with Mine("http://x.test") as client:
        assert client.with_options(directory="/x").hello() == "hello from /x"
    assert type(MineAsync("http://x.test").with_options(timeout=1)) is MineAsync


def test_a_subclass_with_a_constructor_of_its_own() -> None:
    class Mine(Opencode):
        def __init__(self, name: str) -> None:
            super().__init__("http://x.test")
            self.name = name

    with Mine("me") as client:
        session, other = client.session, client.with_options(directory="/x")
        assert (other.name, other.directory, client.directory) == ("me", "/x", None)
        assert other.session is not session
        assert client.session is session


@pytest.mark.parametrize("kind", [Opencode, AsyncOpencode])
def test_every_argument_is_for_users(kind: type[Any]) -> None:
    assert not [name for name in inspect.signature(kind).parameters if name.startswith("_")]


def test_the_sentinel() -> None:
    assert repr(NOT_GIVEN) == "NOT_GIVEN"
    assert not NOT_GIVEN
    assert isinstance(NOT_GIVEN, NotGiven)
    for copied in (copy.copy(NOT_GIVEN), copy.deepcopy(NOT_GIVEN), pickle.loads(pickle.dumps(NOT_GIVEN))):
        assert copied is NOT_GIVEN
