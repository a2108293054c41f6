"""Errors: every failure is a typed one that says what to do, and holds no secret."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import re
import socket
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

import opencode_sessions
from opencode_sessions import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConnectionLostError,
    EmptyResponseError,
    HTMLResponseError,
    IncompleteTurnError,
    InternalServerError,
    NotFoundError,
    NotSentError,
    OpencodeError,
    PayloadTooLargeError,
    PermissionDeniedError,
    ProxyError,
    RateLimitError,
    Reply,
    ServerExit,
    TLSSettingsError,
    TurnFailedError,
    TurnLostError,
    UndecodableResponseError,
    UnknownNameError,
    UnsupportedByServerError,
    errors,
)
from opencode_sessions.batch import errors as batch_errors
from opencode_sessions.server import errors as server_errors
from tests.support.loopback import Loopback
from tests.support.samples import SESSION, assistant_message, text_part

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("json_reader")]

SECRET = "correct-horse-battery"
PATH = f"/session/{SESSION['id']}"


def assert_whole(error: OpencodeError) -> None:
    """An error copies and pickles with all attributes, and shows no secret."""
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(copied) is type(error)
        assert (str(copied), vars(copied)) == (str(error), vars(error))
    shown = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, httpx.RequestError):
            shown += f"{cause.request.url} {cause.request.headers}"
        cause = cause.__cause__ or cause.__context__
    assert SECRET not in shown
    assert base64.b64encode(f"{SECRET}:{SECRET}".encode()).decode() not in shown


@pytest.mark.parametrize(
    ("status", "body", "kind", "name", "words"),
    [
        # From 1.15 on.
        (400, {"name": "BadRequest", "data": {"message": "Missing key"}}, BadRequestError, "BadRequest", "Missing key"),
        (400, {"_tag": "BadRequest"}, BadRequestError, "BadRequest", "BadRequest"),
        (404, {"name": "NotFoundError", "data": {"message": "Not x"}}, NotFoundError, "NotFoundError", "Not x"),
        (409, {"_tag": "SessionBusyError", "message": "busy"}, ConflictError, "SessionBusyError", "session.abort"),
        (415, "unsupported", APIStatusError, None, "unsupported"),
        (500, {"name": "UnknownError", "data": {"message": "x"}}, InternalServerError, "UnknownError", "the model and"),
        # From 1.0 to 1.14.
        (400, {"data": {}, "error": [{"path": ["parts"], "message": "No"}]}, BadRequestError, None, "parts: No"),
        (400, {"success": False, "error": {"issues": [{"message": "Bad"}]}}, BadRequestError, None, "Bad"),
        # 0.5.29.
        (400, {"name": "UnknownError", "data": {"message": "ENOENT"}}, BadRequestError, "UnknownError", "ENOENT"),
        # Anyone in between.
        (401, "", AuthenticationError, None, "OPENCODE_SERVER_PASSWORD"),
        (403, "no", PermissionDeniedError, None, "no"),
        (413, "", PayloadTooLargeError, None, "413"),
        (429, "slow down", RateLimitError, None, "slow down"),
        (418, [1, 2], APIStatusError, None, "418"),
        (502, "<html>Bad gateway</html>", InternalServerError, None, "Bad gateway"),
        (520, "", InternalServerError, None, "520"),
        (302, "", APIStatusError, None, "base_url"),
        (199, "", APIStatusError, None, "199"),
        (600, "", InternalServerError, None, "600"),
    ],
)
async def test_every_status_is_a_typed_error(
    make_client: Callable[..., Any], mode: str, status: int, body: Any, kind: type, name: str | None, words: str
) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        content = body if isinstance(body, str) else json.dumps(body)
        return httpx.Response(status, text=content)

    client = make_client("http://server.test", password=SECRET, http_client=mocked(mode, respond))
    with pytest.raises(APIStatusError) as caught:
        await client.session.get("ses_1")
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.name, error.body) == (status, name, body)
    assert error.operation == "GET /session/{sessionID}"
    assert error.url == "http://server.test/session/ses_1"
    assert words in str(error)
    assert_whole(error)


@pytest.mark.parametrize(("status", "words"), [(400, "400"), (404, "base_url="), (500, "server's log")])
async def test_no_advice_about_an_identifier_that_is_not_in_the_path(
    make_client: Callable[..., Any], mode: str, status: int, words: str
) -> None:
    client = make_client("http://server.test", http_client=mocked(mode, lambda _: httpx.Response(status)), timeout=0.2)
    for call in (client.session.list, client.event.subscribe().connect):
        with pytest.raises(APIStatusError, match=words) as caught:
            await call()
        assert "identifier" not in str(caught.value)


async def test_a_web_page_is_an_error(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("<!doctype html>", content_type="text/html; charset=utf-8")
    with pytest.raises(HTMLResponseError, match="web page") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == "<!doctype html>"
    assert_whole(caught.value)


async def test_an_empty_response(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_data("", content_type="application/json")
    with pytest.raises(EmptyResponseError, match="empty body") as caught:
        await client.session.chat(SESSION["id"], "Hello?")
    assert_whole(caught.value)


async def test_no_content_where_a_response_is_promised(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=204)
    with pytest.raises(UndecodableResponseError, match="got null"):
        await client.session.get(SESSION["id"])


@pytest.mark.parametrize("text", ['{"id": "ses_1", "ti', "plain words", '{"a": 1} {"b": 2}'])
async def test_a_response_that_is_not_json(client: Any, httpserver: HTTPServer, text: str) -> None:
    httpserver.expect_request(PATH).respond_with_data(text, content_type="application/json")
    with pytest.raises(UndecodableResponseError, match="is not JSON") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == text
    assert_whole(caught.value)


@pytest.mark.parametrize("body", [[], "text", 3, True, None, {}, {"ok": True}])
async def test_a_response_of_another_shape(client: Any, httpserver: HTTPServer, body: Any) -> None:
    httpserver.expect_request(PATH).respond_with_json(body)
    with pytest.raises(UndecodableResponseError, match="expected an object") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == body
    assert_whole(caught.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # httpx under trio leaves a generator
async def test_a_response_with_a_damaged_encoding(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_response(
        Response("not gzip", content_type="application/json", headers={"Content-Encoding": "gzip"})
    )
    with pytest.raises(UndecodableResponseError, match="damaged"):
        await client.session.get(SESSION["id"])


async def test_a_server_that_is_down(make_client: Callable[..., Any]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = make_client(f"http://{SECRET}:{SECRET}@127.0.0.1:{port}", max_retries=0)
    with pytest.raises(NotSentError, match="Nothing was sent") as caught:
        await client.session.create()
    assert f"http://127.0.0.1:{port}" in str(caught.value)
    assert_whole(caught.value)


@pytest.fixture(params=[b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"])
def dropping(request: pytest.FixtureRequest) -> Iterator[Loopback]:
    """A server that reads a request, sends nothing or the beginning of a response, and hangs up."""
    with Loopback(lambda connection: connection.send(request.param)) as server:
        yield server


async def test_a_prompt_is_never_sent_twice(make_client: Callable[..., Any], dropping: Loopback) -> None:
    client = make_client(dropping.url, max_retries=5)
    with pytest.raises(ConnectionLostError, match=r"session\.abort") as caught:
        await client.session.chat(SESSION["id"], "Hello?")
    assert dropping.connections == 1
    assert_whole(caught.value)


async def test_reading_is_retried(make_client: Callable[..., Any], dropping: Loopback) -> None:
    with pytest.raises(ConnectionLostError):
        await make_client(dropping.url, max_retries=2).session.list()
    assert dropping.connections == 3


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("")])
async def test_a_prompt_that_was_never_sent_is_retried(
    make_client: Callable[..., Any], mode: str, error: Exception
) -> None:
    attempts = 0

    def respond(request: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise error
        return httpx.Response(200, json=assistant_message(text_part("Hi.")))

    client = make_client("http://server.test", http_client=mocked(mode, respond))
    assert (await client.session.chat(SESSION["id"], "Hello?")).text == "Hi."
    assert attempts == 3


async def test_retries_can_be_turned_off(make_client: Callable[..., Any], mode: str) -> None:
    attempts = 0

    def respond(request: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        raise httpx.ConnectError("refused")

    client = make_client("http://server.test", http_client=mocked(mode, respond))
    with pytest.raises(APIConnectionError):
        await client.with_options(max_retries=0).session.list()
    assert attempts == 1
    with pytest.raises(APIConnectionError):
        await client.with_options(max_retries=1).session.list()
    assert attempts == 3


async def test_a_wrong_password(make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=401)
    with pytest.raises(AuthenticationError, match="password=") as caught:
        await make_client(base_url, password=SECRET).session.get(SESSION["id"])
    assert_whole(caught.value)


#: Keyword arguments of errors beyond those of every error.
UNFINISHED = Reply.from_dict(assistant_message(text_part("Half of")))
ATTRIBUTES: dict[type[OpencodeError], dict[str, Any]] = {
    IncompleteTurnError: {"reply": UNFINISHED, "steps": [UNFINISHED]},
    TurnLostError: {"reply": UNFINISHED, "steps": [UNFINISHED]},
    APIConnectionError: {"server_exit": ServerExit(datetime.now(UTC), 137, ("a line",))},
    TLSSettingsError: {"source": "SSL_CERT_FILE"},
    ProxyError: {"proxy": "http://proxy.test", "source": "HTTP_PROXY"},
    APIStatusError: {"name": "SessionBusyError"},
    UnknownNameError: {"wanted": "plan", "available": ["build", "general"]},
    UnsupportedByServerError: {"server_version": "1.1.11", "since": "1.2.15"},
    TurnFailedError: {
        "reply": Reply.from_dict(assistant_message(error={"name": "ProviderAuthError", "data": {}})),
        "error": Reply.from_dict(assistant_message(error={"name": "ProviderAuthError", "data": {}})).error,
    },
}


@pytest.mark.parametrize("error", [getattr(errors, name) for name in errors.__all__])
def test_every_error_pickles(error: type[OpencodeError]) -> None:
    attributes: dict[str, Any] = {"operation": "GET /x", "url": "http://x/x", "status_code": 400, "body": {"a": [1]}}
    for kind in error.__mro__:
        attributes |= ATTRIBUTES.get(kind, {})
    made = error("What happened.", **attributes)
    assert made.message == "What happened."
    assert vars(made) == attributes | ({"name": None} if "name" in vars(made) and "name" not in attributes else {})
    assert_whole(made)
    assert error("What happened.").operation is None


def test_the_tree_is_drawn_as_it_is() -> None:
    """The drawing at the top of `errors` has every error, each below its base."""
    drawn: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"[ │├└─]*\b(\w+(?:Error))\b", line):
            drawn.append((found.start(1), found[1]))
    kinds = {name: getattr(batch_errors, name, None) or getattr(opencode_sessions, name) for _, name in drawn}
    assert {*errors.__all__, *batch_errors.__all__} <= set(kinds)
    for number, (depth, name) in enumerate(drawn[1:], start=1):
        base = next(above for at, above in reversed(drawn[:number]) if at < depth)
        assert kinds[name].__bases__ == (kinds[base],), name


def test_the_page_on_errors_has_all_of_them() -> None:
    """The table of docs/errors.md has every error but the base of all."""
    page = Path(__file__).parents[2] / "docs" / "errors.md"
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    launching = [name for name in server_errors.__all__ if name.endswith("Error")]
    assert {*re.findall(r"`(\w+Error)`", "".join(rows))} == {
        *errors.__all__,
        *batch_errors.__all__,
        *launching,
    } - {"OpencodeError"}


def test_the_class_says_if_the_server_saw_the_request() -> None:
    """`except NotSentError: send again` doubles no prompt, and `except APIConnectionError` catches all of them."""
    for kind in (NotSentError, ConnectionLostError, APITimeoutError):
        assert issubclass(kind, APIConnectionError)
        assert [issubclass(kind, NotSentError), kind is NotSentError] in ([True, True], [False, False])


NEVER_OPENED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
TOO_LATE = (httpx.ReadTimeout, httpx.WriteTimeout)
BROKEN = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError, httpx.LocalProtocolError)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        *((cause("x"), NotSentError) for cause in NEVER_OPENED),
        (httpx.ProxyError("x"), ProxyError),
        *((cause("x"), APITimeoutError) for cause in TOO_LATE),
        *((cause("x"), ConnectionLostError) for cause in BROKEN),
    ],
)
async def test_errors_of_the_connection(
    make_client: Callable[..., Any], mode: str, cause: Exception, kind: type[OpencodeError]
) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        raise cause

    client = make_client("http://x.test", password=SECRET, max_retries=0, http_client=mocked(mode, respond))
    with pytest.raises(kind) as caught:
        await client.session.chat("ses_1", "Hello?")
    assert type(caught.value) is kind
    assert ("Nothing was sent" in str(caught.value)) is issubclass(kind, NotSentError)
    assert ("session.abort" in str(caught.value)) is not issubclass(kind, NotSentError)
    assert_whole(caught.value)


def mocked(mode: str, respond: Callable[[httpx.Request], httpx.Response]) -> Any:
    """An HTTP client of this mode that needs no network."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(respond))
