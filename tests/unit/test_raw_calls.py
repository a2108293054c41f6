"""Calls of operations that the client has no method for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Dict, List, Optional  # noqa: UP035 (the older spellings)

import attrs
import httpx
import pytest

from opencode_sessions import (
    EmptyResponseError,
    HTMLResponseError,
    InternalServerError,
    NotFoundError,
    Part,
    Reply,
    Session,
    SessionStatus,
    SessionStatusIdle,
    TextPart,
    TextPartInput,
    UndecodableResponseError,
    UnknownPart,
)
from opencode_sessions._raw_call import _decoder
from opencode_sessions_api import models
from tests.support.samples import SESSION, assistant_message, text_part

pytestmark = pytest.mark.anyio

TEXT = text_part("Hi.")


@attrs.define
class Workspace:
    """A class of the user's."""

    name: str
    size: int = 0


@attrs.define
class Unresolved:
    """A class with an annotation of something that is not there."""

    name: Nowhere  # type: ignore[name-defined]  # noqa: F821  # pyright: ignore[reportUndefinedVariable]


@attrs.define
class Holder:
    """A class that has it, and itself."""

    inner: list[Unresolved | None]
    outer: Holder | None = None


class Server:
    """Keeps requests, and sends the same response to all."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []
        self.content: bytes | Exception = b"{}"
        self.content_type = "application/json"
        self.status = 200
        self.failures = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if self.failures:
            self.failures -= 1
            raise httpx.ReadError("broke", request=request)
        assert isinstance(self.content, bytes)
        return httpx.Response(self.status, content=self.content, headers={"Content-Type": self.content_type})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(make_client: Callable[..., Any], mode: str, server: Server) -> Any:
    """A client with a directory and a password."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    http_client = kind(transport=httpx.MockTransport(server))
    return make_client("http://server.test/base", directory="/work", password="secret", http_client=http_client)


class TestRequest:
    async def test_a_get(self, client: Any, server: Server) -> None:
        server.content = b'{"a": [1]}'
        assert await client.request("get", "/experimental/work space/é", params={"limit": 5, "x": None}) == {"a": [1]}
        (request,) = server.seen
        assert request.method == "GET"
        assert str(request.url).partition("?")[0] == "http://server.test/base/experimental/work%20space/%C3%A9"
        assert dict(request.url.params) == {"directory": "/work", "limit": "5"}
        assert request.headers["Authorization"].startswith("Basic ")
        assert request.content == b""
        assert "Content-Type" not in request.headers

    async def test_the_directory(self, client: Any, server: Server) -> None:
        await client.request("GET", "/x", params={"directory": "/other"})
        await client.request("GET", "/x", params={"directory": None, "a": "1"})
        await client.with_options(directory=None).request("GET", "/x")
        await client.request("GET", "/x", params={"directory": Path("/p"), "b": [True, 2, 0.5, ""], "c": []})
        assert [dict(request.url.params) for request in server.seen[:3]] == [{"directory": "/other"}, {"a": "1"}, {}]
        assert server.seen[3].url.params.multi_items() == [
            ("directory", "/p"),
            *[("b", text) for text in ("true", "2", "0.5", "")],
        ]

    async def test_a_body(self, client: Any, server: Server) -> None:
        part = TextPartInput("Hi.")
        await client.request("POST", "/x", json={"parts": [part], "n": 1}, timeout=3, extra_headers={"X-One": "1"})
        (request,) = server.seen
        assert json.loads(request.content) == {"parts": [{"type": "text", "text": "Hi."}], "n": 1}
        assert request.headers["Content-Type"] == "application/json"
        assert request.headers["X-One"] == "1"
        assert request.extensions["timeout"]["read"] == 3

    async def test_a_get_is_retried_and_nothing_else(self, client: Any, server: Server) -> None:
        server.failures = 2
        assert await client.request("GET", "/x") == {}
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            server.failures, server.seen = 1, []
            with pytest.raises(Exception, match=f"{method} /x"):
                await client.request(method, "/x")
            assert len(server.seen) == 1

    async def test_errors_are_typed(self, client: Any, server: Server) -> None:
        server.status, server.content = 404, b'{"name": "NotFoundError"}'
        with pytest.raises(NotFoundError, match="GET /x responded with 404 NotFoundError") as caught:
            await client.request("GET", "/x")
        assert (caught.value.operation, caught.value.url) == ("GET /x", "http://server.test/base/x")
        server.status = 500
        with pytest.raises(InternalServerError):
            await client.request("PUT", "/x")
        server.status, server.content_type = 200, "text/html"
        for cast_to in (str, bytes, None, Any):
            with pytest.raises(HTMLResponseError):
                await client.request("GET", "/x", cast_to=cast_to)
        server.content_type, server.content = "application/json", b""
        with pytest.raises(EmptyResponseError):
            await client.request("GET", "/x")

    @pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"
    )  # httpx under trio leaves a generator
    async def test_a_response_that_is_too_large(self, make_client: Callable[..., Any], mode: str) -> None:
        server = Server()
        server.content = b'"' + b"x" * 100 + b'"'
        kind = httpx.Client if mode == "sync" else httpx.AsyncClient
        client = make_client(
            "http://server.test", max_response_bytes=50, http_client=kind(transport=httpx.MockTransport(server))
        )
        with pytest.raises(Exception, match="max_response_bytes"):
            await client.request("GET", "/x", cast_to=bytes)

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "x",
            "http://elsewhere.test/x",
            "//elsewhere.test/x",
            "/..",
            "/../x",
            "/x/../y",
            "/x/.",
            "/%2e%2e/x",
            "/%2E./x",
            "/x%2f..%2fy",
            "/%252e%252e/x",
            "/..%5cx",
            "/\\elsewhere.test",
            "/x\n",
            "/x\0",
            "/x\ty",
            "/x%0d%0ay",
            "/x\x7f",
            "/x?a=b",
            "/x#y",
            "/x\ud800",
            "/event",
            "/global/event/",
            "/%65vent",
            "/%2565vent",
            "/global/%65vent",
            "/Event",
            "/api/event",
            "/global//event",
            "/session/Session(id='ses_1', title='A b')",
            "/session/<object at 0x1>",
            f"/session/{Session.from_dict(dict(SESSION))}/message",
        ],
    )
    async def test_paths_that_are_refused(self, client: Any, server: Server, path: str) -> None:
        with pytest.raises(ValueError, match="path must"):
            await client.request("GET", path)
        assert server.seen == []

    @pytest.mark.parametrize(
        "path", ["/x/ses_..", "/x/...", "/a/b.json", "/%20", "/x//y", "/@host", "/x:y", "/x(1)", "/events"]
    )
    async def test_paths_that_are_none_of_these(self, client: Any, server: Server, path: str) -> None:
        await client.request("GET", path)
        assert server.seen[0].url.host == "server.test"
        assert server.seen[0].url.raw_path.startswith(b"/base/")

    @pytest.mark.parametrize(
        ("arguments", "kind", "words"),
        [
            (("GET", None), TypeError, "path must .*, not an object of NoneType"),
            (("GET", b"/x"), TypeError, "path must .*, not an object of bytes"),
            ((5, "/x"), TypeError, "method must be a string such as 'GET', not 5"),
            (("", "/x"), ValueError, "method must be the name of an HTTP method"),
            (("GET /y", "/x"), ValueError, "method must be the name of an HTTP method"),
            (("GET\r\n", "/x"), ValueError, "method must be the name of an HTTP method"),
        ],
    )
    async def test_odd_arguments(
        self, client: Any, arguments: Any, kind: type[Exception], words: str, server: Server
    ) -> None:
        with pytest.raises(kind, match=words):
            await client.request(*arguments)
        assert server.seen == []

    async def test_odd_options(self, client: Any, server: Server) -> None:
        with pytest.raises(TypeError, match=r"params must be a mapping .*, not an object of str"):
            await client.request("GET", "/x", params="a=b")
        with pytest.raises(TypeError, match="a name in params must be a string, not 5"):
            await client.request("GET", "/x", params={5: "b"})
        for name in ("\ud800", "a\udfff"):
            with pytest.raises(ValueError, match="a name in params must have a form in UTF-8"):
                await client.request("GET", "/x", params={name: 1})
        for text in ("\ud800", ["a", "\ud800"]):
            with pytest.raises(ValueError, match=r"^a must be a text that has a form in UTF-8"):
                await client.request("GET", "/x", params={"a": text})
        for value in (b"x", {"b": 1}, {1}, object(), [None], [[1]], Workspace("a"), {}):
            with pytest.raises(TypeError, match=r"params\['a'\] must be a string, a number"):
                await client.request("GET", "/x", params={"a": value})
        for cast_to in (List, Dict, dict[str], list[()], list[int, str], tuple[int]):  # type: ignore[misc]  # noqa: UP006
            with pytest.raises(TypeError, match="cast_to must be a class of this SDK such as Session"):
                await client.request("GET", "/x", cast_to=cast_to)
        with pytest.raises(TypeError, match=r"Unresolved has annotations that cannot be resolved .*Nowhere"):
            await client.request("GET", "/x", cast_to=list[Holder])
        for cast_to in ("Session", 5, set, list[set[str]], dict[int, str], int | str, Session | TextPart):
            with pytest.raises(TypeError, match="cast_to must be a class of this SDK such as Session"):
                await client.request("GET", "/x", cast_to=cast_to)
        assert server.seen == []

    async def test_bodies_that_are_no_json(self, client: Any, server: Server) -> None:
        circular: dict[str, Any] = {}
        circular["a"] = [circular]
        deep: Any = []
        for _ in range(100_000):
            deep = [deep]
        for value, kind, words in (
            ({1}, TypeError, r"body\['m'\]\['n'\]\[1\] is an object of set, which JSON has no form for"),
            (Path("/x"), TypeError, r"body\['m'\]\['n'\]\[1\] is an object of \w*Path"),
            (datetime.now(UTC), TypeError, "is an object of datetime"),
            (float("nan"), ValueError, r"body\['m'\]\['n'\]\[1\] is nan, which JSON has no form for"),
            ({(1,): 2}, TypeError, r"body\['m'\]\['n'\]\[1\] has a key that is no string, but an object of tuple"),
            (circular, ValueError, "contains itself, or is nested too deeply"),
            (deep, ValueError, "contains itself, or is nested too deeply"),
        ):
            with pytest.raises(kind, match=words):
                await client.request("POST", "/x", json={"m": {"n": [1, value]}})
            with pytest.raises(kind, match="nested" if kind is ValueError and "nested" in words else "body"):
                await client.config.update({"m": {"n": [1, value]}})
        assert server.seen == []


MESSAGE = assistant_message(TEXT)


class TestCastTo:
    @pytest.mark.parametrize(
        ("cast_to", "data", "expected"),
        [
            (Any, {"a": 1}, {"a": 1}),
            (object, [1], [1]),
            (Session, SESSION, Session.from_dict(dict(SESSION))),
            (list[Session], [SESSION], [Session.from_dict(dict(SESSION))]),
            (dict[str, Session], {"a": SESSION}, {"a": Session.from_dict(dict(SESSION))}),
            (list[Any], [1, "a"], [1, "a"]),
            (dict[str, list[int]], {"a": [1]}, {"a": [1]}),
            (list, [1], [1]),
            (dict, {"a": 1}, {"a": 1}),
            (str, "x", "x"),
            (int, 5, 5),
            (float, 5, 5.0),
            (float, 5.5, 5.5),
            (bool, True, True),
            (Session | None, None, None),
            (Optional[Session], SESSION, Session.from_dict(dict(SESSION))),  # noqa: UP045 (the older spelling)
            (list[str | None], ["a", None], ["a", None]),
            (Part, TEXT, TextPart.from_dict(TEXT)),
            (list[Part], [{"type": "new"}], [UnknownPart({"type": "new"})]),
            (Part | None, TEXT, TextPart.from_dict(TEXT)),
            (dict[str, SessionStatus], {"a": {"type": "idle"}}, {"a": SessionStatusIdle()}),
            (Workspace, {"name": "a"}, Workspace("a")),
            (list[Workspace], [{"name": "a", "size": 2}], [Workspace("a", 2)]),
        ],
    )
    async def test_json(self, client: Any, server: Server, cast_to: Any, data: Any, expected: Any) -> None:
        server.content = json.dumps(data).encode()
        found = await client.request("GET", "/x", cast_to=cast_to)
        assert found == expected
        assert isinstance(found, type(expected))

    async def test_a_class_of_ours(self, client: Any, server: Server) -> None:
        server.content = json.dumps(MESSAGE).encode()
        assert (await client.request("GET", "/x", cast_to=Reply)).text == "Hi."

    @pytest.mark.parametrize("cast_to", [None, type(None)])
    @pytest.mark.parametrize("content", [b"", b"true", b"no json"])
    async def test_nothing(self, client: Any, server: Server, cast_to: Any, content: bytes) -> None:
        server.content = content
        assert await client.request("POST", "/x", cast_to=cast_to) is None

    async def test_bodies(self, client: Any, server: Server) -> None:
        server.content = b"\xff\0"
        server.content_type = "image/png"
        assert await client.request("GET", "/x", cast_to=bytes) == b"\xff\0"
        server.content, server.content_type = "é".encode(), "text/plain; charset=utf-8"
        assert await client.request("GET", "/x", cast_to=str) == "é"
        server.content = b""
        assert await client.request("GET", "/x", cast_to=str) == ""
        assert await client.request("GET", "/x", cast_to=bytes) == b""

    @pytest.mark.parametrize(
        ("cast_to", "data", "words"),
        [
            (Session, [], "expected an object, got an array"),
            (Session, {"name": "x"}, "expected"),
            (list[Session], SESSION, "expected an array"),
            (dict[str, Session], [], "expected an object"),
            (str, {}, "expected a text, got an object"),
            (int, "5", "expected a number, got a text"),
            (int, True, "expected int, got true or false"),
            (float, False, "expected float, got true or false"),
            (bool, 1, "expected true or false"),
            (Session, None, "expected an object, got null"),
            (Workspace, {"size": 2}, "it is no Workspace"),
        ],
    )
    async def test_another_type(self, client: Any, server: Server, cast_to: Any, data: Any, words: str) -> None:
        server.content = json.dumps(data).encode()
        with pytest.raises(UndecodableResponseError, match=f"GET /x responded with JSON of another kind.*{words}"):
            await client.request("GET", "/x", cast_to=cast_to)

    async def test_text_that_is_no_json_although_it_says_so(self, client: Any, server: Server) -> None:
        server.content = b"no json"
        for cast_to in (str, Session, Any):
            with pytest.raises(UndecodableResponseError, match="not JSON"):
                await client.request("GET", "/x", cast_to=cast_to)


def test_every_union_of_the_contract_has_a_decoder() -> None:
    # The others are for arguments.
    for name in (name for name in models._UNIONS if not name.endswith("Like")):
        assert _decoder(getattr(models, name)) is getattr(
            models, "decode_" + "".join(f"_{each.lower()}" if each.isupper() else each for each in name).lstrip("_")
        )
