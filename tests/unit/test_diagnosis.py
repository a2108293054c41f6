"""What a failure was about: operations that a server lacks, and names that it does not have."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from samples import SESSION, user_message
from werkzeug import Response

from opencode_sessions import (
    AgentNotFoundError,
    BadRequestError,
    CommandNotFoundError,
    EmptyAnswerError,
    HTMLAnswerError,
    InternalServerError,
    ModelNotFoundError,
    NotFoundError,
    NotOfferedError,
    OpencodeError,
    UnsupportedByServerError,
)

pytestmark = pytest.mark.anyio

PATH = f"/session/{SESSION['id']}"
UNKNOWN_500 = Response('{"name":"UnknownError","data":{"message":"Unexpected server error."}}', 500)
#: What the generations of the server answer to a route that they do not have.
NO_ROUTE = {
    "1.0.0": Response("404 Not Found", 404, content_type="text/plain"),
    "1.0.98": Response('{"name":"UnknownError","data":{"message":"Error: Unable to connect."}}', 500),
    "1.1.11": Response('{"name":"UnknownError","data":{"message":"Error: Unable to connect."}}', 500),
    # With a network, they pass an unknown route on to a web site.
    "1.1.65": Response("<!doctype html>", 200, content_type="text/html"),
}


def serve_version(httpserver: HTTPServer, version: str, *operations: str) -> None:
    """Health, where the version has it, and the document of operations."""
    if version.split(".")[:2] >= ["1", "1"]:
        httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": version})
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        method, path = operation.split(" ")
        paths.setdefault(path, {})[method.lower()] = {}
    httpserver.expect_request("/doc").respond_with_json({"openapi": "3.1.1", "paths": paths})


def serve_offers(httpserver: HTTPServer) -> None:
    """The session, agents, models and commands that there are."""
    httpserver.expect_request(PATH).respond_with_json(SESSION)
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json([user_message()])
    httpserver.expect_request("/agent").respond_with_json([{"name": "build"}, {"name": "plan"}])
    httpserver.expect_request("/command").respond_with_json([{"name": "init"}])
    httpserver.expect_request("/config/providers").respond_with_json(
        {"providers": [{"id": "stub", "name": "Stub", "env": [], "models": {"stub": {}, "other": {}}}], "default": {}}
    )


@pytest.mark.parametrize("version", NO_ROUTE)
async def test_an_operation_that_the_server_lacks(client: Any, httpserver: HTTPServer, version: str) -> None:
    serve_version(httpserver, version, "GET /session", "GET /session/{id}/message/{messageID}")
    httpserver.expect_request("/global/health").respond_with_response(NO_ROUTE[version])
    httpserver.expect_request(f"{PATH}/message/msg_1").respond_with_response(NO_ROUTE[version])
    told = version if version.startswith("1.1.") else None
    with pytest.raises(UnsupportedByServerError) as caught:
        await client.session.delete_message(SESSION["id"], "msg_1")
    assert str(caught.value).startswith(
        f"This server is {told or 'older than 1.1.11'} and has no DELETE /session/{{sessionID}}/message/{{messageID}}"
    )
    assert caught.value.since == "1.2.15"
    assert caught.value.server_version == told
    for copied in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert vars(copied) == vars(caught.value)


async def test_an_old_server_that_has_the_operation_keeps_its_error(client: Any, httpserver: HTTPServer) -> None:
    serve_version(httpserver, "1.0.98", "POST /session/{id}/fork")
    httpserver.expect_request("/global/health").respond_with_response(NO_ROUTE["1.0.98"])
    httpserver.expect_request(f"{PATH}/fork").respond_with_response(UNKNOWN_500)
    with pytest.raises(InternalServerError):
        await client.session.fork(SESSION["id"])


async def test_something_that_is_no_opencode_server(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/permission").respond_with_response(NO_ROUTE["1.0.0"])
    httpserver.expect_request("/doc").respond_with_data("<html>", content_type="text/html")
    httpserver.expect_request("/global/health").respond_with_response(NO_ROUTE["1.1.65"])
    with pytest.raises(NotFoundError):
        await client.permission.list()
    with pytest.raises(HTMLAnswerError):
        await client.server_version()


@pytest.mark.parametrize(("version", "told"), [("1.18.33", "1.18.33"), ("1.0.98", None)])
async def test_the_version(client: Any, httpserver: HTTPServer, version: str, told: str | None) -> None:
    serve_version(httpserver, version, "GET /session")
    httpserver.expect_request("/global/health").respond_with_response(NO_ROUTE["1.0.98"])
    assert await client.server_version() == told
    if told is None:
        with pytest.raises(UnsupportedByServerError, match=r"older than 1\.1\.11 and has no GET /global/health"):
            await client.health()


@pytest.mark.parametrize("failure", [UNKNOWN_500, Response("", 200, content_type="application/json")])
@pytest.mark.parametrize(
    ("kind", "wanted", "hint", "call"),
    [
        (AgentNotFoundError, "bild", "Did you mean build?", lambda s: s.chat(SESSION["id"], "Hi", agent="bild")),
        (AgentNotFoundError, "x", "It has build, plan.", lambda s: s.chat(SESSION["id"], "Hi", agent="x")),
        (ModelNotFoundError, "stub/x", "", lambda s: s.chat(SESSION["id"], "Hi", model="stub/x")),
        (ModelNotFoundError, "x/stub", "", lambda s: s.command(SESSION["id"], "init", model="x/stub")),
        (ModelNotFoundError, "no/no", "It has stub/stub", lambda s: s.summarize(SESSION["id"], model="no/no")),
        (CommandNotFoundError, "inti", "Did you mean init?", lambda s: s.command(SESSION["id"], "inti", "now")),
    ],
)
async def test_a_name_that_the_server_does_not_have(
    client: Any,
    httpserver: HTTPServer,
    failure: Response,
    kind: type[NotOfferedError],
    wanted: str,
    hint: str,
    call: Callable[[Any], Any],
) -> None:
    serve_offers(httpserver)
    httpserver.expect_request(PATH, method="POST")
    for operation in ("message", "command", "summarize"):
        httpserver.expect_request(f"{PATH}/{operation}", method="POST").respond_with_response(failure)
    with pytest.raises(kind, match=f"this server has no .* '{wanted}'") as caught:
        await call(client.session)
    assert hint in str(caught.value)
    assert (caught.value.wanted, caught.value.status_code) == (wanted, failure.status_code)
    assert isinstance(caught.value.__cause__, (InternalServerError, EmptyAnswerError))
    assert vars(pickle.loads(pickle.dumps(caught.value))) == vars(caught.value)


async def test_the_model_of_the_prompt_before(client: Any, httpserver: HTTPServer) -> None:
    """A prompt that names no model gets that of the last one, and fails for it."""
    message = user_message(model={"providerID": "stub", "modelID": "gone"})
    httpserver.expect_ordered_request(f"{PATH}/message", method="POST").respond_with_response(UNKNOWN_500)
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json([message])
    serve_offers(httpserver)
    with pytest.raises(ModelNotFoundError, match="'stub/gone'"):
        await client.session.chat(SESSION["id"], "Hi")


@pytest.mark.parametrize("failure", [UNKNOWN_500, Response("", 200, content_type="application/json")])
async def test_when_all_names_are_right(client: Any, httpserver: HTTPServer, failure: Response) -> None:
    serve_offers(httpserver)
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_response(failure)
    with pytest.raises((InternalServerError, EmptyAnswerError)):
        await client.session.chat(SESSION["id"], "Hi", agent="build", model="stub/other")


async def test_when_nothing_can_be_found_out(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_response(UNKNOWN_500)
    with pytest.raises(InternalServerError):
        await client.session.chat(SESSION["id"], "Hi", agent="bild")


async def test_an_unknown_session_behind_an_empty_answer(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_data("")
    httpserver.expect_request(PATH).respond_with_json({"name": "NotFoundError", "data": {"message": "no"}}, 404)
    with pytest.raises(NotFoundError):
        await client.session.chat(SESSION["id"], "Hi")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Error: ENOENT: no such file or directory, open '/home/me/storage/session/info/ses_x.json'", NotFoundError),
        ("Error: ENOENT: no such file or directory, open 'C:\\me\\storage\\session\\info\\ses_x.json'", NotFoundError),
        ("Error: ENOENT: no such file or directory, open '/home/me/project/missing.txt'", BadRequestError),
    ],
)
async def test_an_unknown_session_of_the_oldest_server(
    client: Any, httpserver: HTTPServer, message: str, kind: type[OpencodeError]
) -> None:
    httpserver.expect_request(PATH).respond_with_json({"name": "UnknownError", "data": {"message": message}}, 400)
    with pytest.raises(OpencodeError) as caught:
        await client.session.get(SESSION["id"])
    assert type(caught.value) is kind
