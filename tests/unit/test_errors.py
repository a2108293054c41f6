"""What goes wrong: every failure is a typed error that says what to do, and holds no secret."""

from __future__ import annotations

import copy
import json
import pickle
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from samples import SESSION, assistant_message, text_part
from werkzeug import Response

from opencode_sessions import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConnectionLostError,
    EmptyAnswerError,
    HTMLAnswerError,
    InternalServerError,
    NotFoundError,
    OpencodeError,
    PayloadTooLargeError,
    PermissionDeniedError,
    RateLimitError,
    UndecodableAnswerError,
    errors,
)

pytestmark = pytest.mark.anyio

SECRET = "correct-horse-battery"
PATH = f"/session/{SESSION['id']}"


def assert_whole(error: OpencodeError) -> None:
    """It copies and pickles with all it knows, and tells no secret."""
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(copied) is type(error)
        assert (str(copied), vars(copied)) == (str(error), vars(error))
    told = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    assert SECRET not in told


@pytest.mark.parametrize(
    ("status", "body", "kind", "name", "words"),
    [
        # From 1.15 on.
        (400, {"name": "BadRequest", "data": {"message": "Missing key"}}, BadRequestError, "BadRequest", "Missing key"),
        (400, {"_tag": "BadRequest"}, BadRequestError, "BadRequest", "BadRequest"),
        (404, {"name": "NotFoundError", "data": {"message": "Not x"}}, NotFoundError, "NotFoundError", "Not x"),
        (409, {"_tag": "SessionBusyError", "message": "busy"}, ConflictError, "SessionBusyError", "abort it"),
        (415, "unsupported", APIStatusError, None, "unsupported"),
        (500, {"name": "UnknownError", "data": {"message": "x"}}, InternalServerError, "UnknownError", "unknown model"),
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
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, **({"text": body} if isinstance(body, str) else {"json": body}))

    client = make_client("http://server.test", password=SECRET, http_client=mocked(mode, answer))
    with pytest.raises(APIStatusError) as caught:
        await client.session.get("ses_1")
    error = caught.value
    assert type(error) is kind
    assert (error.status_code, error.name, error.body) == (status, name, body)
    assert error.operation == "GET /session/{sessionID}"
    assert error.url == "http://server.test/session/ses_1"
    assert words in str(error)
    assert_whole(error)


async def test_a_web_page_is_no_answer(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("<!doctype html>", content_type="text/html; charset=utf-8")
    with pytest.raises(HTMLAnswerError, match="web page") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == "<!doctype html>"
    assert_whole(caught.value)


async def test_an_empty_answer(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_data("", content_type="application/json")
    with pytest.raises(EmptyAnswerError, match="empty body") as caught:
        await client.session.chat(SESSION["id"], "Hello?")
    assert_whole(caught.value)


async def test_no_content_where_an_answer_is_promised(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_data("", status=204)
    with pytest.raises(UndecodableAnswerError, match="got null"):
        await client.session.get(SESSION["id"])


@pytest.mark.parametrize("text", ['{"id": "ses_1", "ti', "plain words", '{"a": 1} {"b": 2}'])
async def test_an_answer_that_is_not_json(client: Any, httpserver: HTTPServer, text: str) -> None:
    httpserver.expect_request(PATH).respond_with_data(text, content_type="application/json")
    with pytest.raises(UndecodableAnswerError, match="is not JSON") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == text
    assert_whole(caught.value)


@pytest.mark.parametrize("answer", [[], "text", 3, True, None, {}, {"ok": True}])
async def test_an_answer_of_another_shape(client: Any, httpserver: HTTPServer, answer: Any) -> None:
    httpserver.expect_request(PATH).respond_with_json(answer)
    with pytest.raises(UndecodableAnswerError, match="expected an object") as caught:
        await client.session.get(SESSION["id"])
    assert caught.value.body == answer
    assert_whole(caught.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # httpx under trio leaves a generator
async def test_an_answer_with_a_damaged_encoding(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(PATH).respond_with_response(
        Response("not gzip", content_type="application/json", headers={"Content-Encoding": "gzip"})
    )
    with pytest.raises(UndecodableAnswerError, match="damaged"):
        await client.session.get(SESSION["id"])


async def test_a_server_that_is_down(make_client: Callable[..., Any]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = make_client(f"http://{SECRET}:{SECRET}@127.0.0.1:{port}", max_retries=0)
    with pytest.raises(APIConnectionError, match="Nothing was sent") as caught:
        await client.session.create()
    assert f"http://127.0.0.1:{port}" in str(caught.value)
    assert_whole(caught.value)


async def test_a_slow_answer(make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer) -> None:
    release = threading.Event()

    def answer(_: Any) -> Response:
        release.wait(20)
        return Response("[]", content_type="application/json")

    httpserver.expect_request("/session").respond_with_handler(answer)
    client = make_client(base_url, timeout=0.2)
    try:
        with pytest.raises(APITimeoutError, match="with_options") as caught:
            await client.session.list()
    finally:
        release.set()
    assert_whole(caught.value)


async def test_a_prompt_outlasts_the_timeout_of_other_calls(
    make_client: Callable[..., Any], base_url: str, httpserver: HTTPServer
) -> None:
    """Only `turn_timeout` limits a turn."""

    def answer(_: Any) -> Response:
        threading.Event().wait(0.6)
        return Response(json.dumps(assistant_message(text_part("Hi."))), content_type="application/json")

    httpserver.expect_request(f"{PATH}/message", "POST").respond_with_handler(answer)
    client = make_client(base_url, timeout=0.2)
    assert (await client.session.chat(SESSION["id"], "Hello?")).text == "Hi."
    with pytest.raises(APITimeoutError, match=r"turn_timeout.*session\.abort"):
        await client.with_options(turn_timeout=0.1).session.chat(SESSION["id"], "Hello?")


class Dropping:
    """A server on loopback that reads a request, sends what it is told, and hangs up."""

    def __init__(self, answer: bytes) -> None:
        self.requests = 0
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                if connection.recv(65536):
                    self.requests += 1
                    connection.sendall(self._answer)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture(params=[b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"])
def dropping(request: pytest.FixtureRequest) -> Iterator[Dropping]:
    server = Dropping(request.param)
    yield server
    server.close()


async def test_a_prompt_is_never_sent_twice(make_client: Callable[..., Any], dropping: Dropping) -> None:
    client = make_client(dropping.url, max_retries=5)
    with pytest.raises(ConnectionLostError, match=r"session\.abort") as caught:
        await client.session.chat(SESSION["id"], "Hello?")
    assert dropping.requests == 1
    assert_whole(caught.value)


async def test_reading_is_tried_again(make_client: Callable[..., Any], dropping: Dropping) -> None:
    with pytest.raises(ConnectionLostError):
        await make_client(dropping.url, max_retries=2).session.list()
    assert dropping.requests == 3


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("")])
async def test_a_prompt_that_was_never_sent_is_tried_again(
    make_client: Callable[..., Any], mode: str, error: Exception
) -> None:
    attempts = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise error
        return httpx.Response(200, json=assistant_message(text_part("Hi.")))

    client = make_client("http://server.test", http_client=mocked(mode, answer))
    assert (await client.session.chat("ses_1", "Hello?")).text == "Hi."
    assert attempts == 3


async def test_retries_can_be_turned_off(make_client: Callable[..., Any], mode: str) -> None:
    attempts = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        raise httpx.ConnectError("refused")

    client = make_client("http://server.test", http_client=mocked(mode, answer))
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


@pytest.mark.parametrize("error", [getattr(errors, name) for name in errors.__all__])
def test_every_error_pickles(error: type[OpencodeError]) -> None:
    made = error("What happened.", operation="GET /x", url="http://x/x", status_code=400, body={"a": [1]})
    assert made.message == "What happened."
    assert_whole(made)


def mocked(mode: str, answer: Callable[[httpx.Request], httpx.Response]) -> Any:
    """The user's own HTTP client of this mode, answering without a network."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    return kind(transport=httpx.MockTransport(answer))
