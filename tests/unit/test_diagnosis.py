"""The diagnosis of errors: operations that a server lacks, and unknown names."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from opencode_sessions import (
    Agent,
    AgentNotFoundError,
    BadRequestError,
    CommandNotFoundError,
    ConfigProviders,
    EmptyResponseError,
    HTMLResponseError,
    InternalServerError,
    ModelNotFoundError,
    NotFoundError,
    NotSentError,
    Opencode,
    OpencodeError,
    SessionMessagesResponseItem,
    TurnFailedError,
    TurnLostError,
    UnknownAssistantMessageError,
    UnknownNameError,
    UnsupportedByServerError,
    UserMessage,
)
from opencode_sessions._prompt import PromptNames
from opencode_sessions._sync.diagnosis import FailedTurn, diagnose_turn
from tests.support.samples import SESSION, user_message

pytestmark = pytest.mark.anyio

PATH = f"/session/{SESSION['id']}"
UNKNOWN_500 = Response('{"name":"UnknownError","data":{"message":"Unexpected server error."}}', 500)
#: The responses of the generations of the server to an unknown route.
NO_ROUTE = {
    "1.0.0": Response("404 Not Found", 404, content_type="text/plain"),
    "1.0.98": Response('{"name":"UnknownError","data":{"message":"Error: Unable to connect."}}', 500),
    "1.1.11": Response('{"name":"UnknownError","data":{"message":"Error: Unable to connect."}}', 500),
    # With a network, they forward an unknown route to a web site.
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
    reported = version if version.startswith("1.1.") else None
    with pytest.raises(UnsupportedByServerError) as caught:
        await client.session.delete_message(SESSION["id"], "msg_1")
    assert str(caught.value).startswith(
        f"This server is {reported or 'older than 1.1.11'} and has no DELETE "
        "/session/{sessionID}/message/{messageID}"
    )
    assert caught.value.since == "1.2.15"
    assert caught.value.server_version == reported
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
    with pytest.raises(HTMLResponseError):
        await client.server_version()


@pytest.mark.parametrize(("version", "reported"), [("1.18.33", "1.18.33"), ("1.0.98", None)])
async def test_the_version(client: Any, httpserver: HTTPServer, version: str, reported: str | None) -> None:
    serve_version(httpserver, version, "GET /session")
    httpserver.expect_request("/global/health").respond_with_response(NO_ROUTE["1.0.98"])
    assert await client.server_version() == reported
    if reported is None:
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
    kind: type[UnknownNameError],
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
    assert isinstance(caught.value.__cause__, (InternalServerError, EmptyResponseError))
    assert vars(pickle.loads(pickle.dumps(caught.value))) == vars(caught.value)


async def test_the_model_of_the_prompt_before(client: Any, httpserver: HTTPServer) -> None:
    """A prompt that names no model gets that of the last one, and fails for it."""
    message = user_message(model={"providerID": "stub", "modelID": "gone"})
    httpserver.expect_ordered_request(f"{PATH}/message", method="POST").respond_with_response(UNKNOWN_500)
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json([message])
    serve_offers(httpserver)
    with pytest.raises(ModelNotFoundError, match=r"'stub/gone'.* The session remembers this model, .* model= once\.$"):
        await client.session.chat(SESSION["id"], "Hi")


OPTIONS = Opencode("http://127.0.0.1:1")._transport.options


def failed_turn(*, agent: str | None = None, model: str | None = None, prompt: UserMessage | None = None) -> FailedTurn:
    return FailedTurn(SESSION["id"], prompt, PromptNames(agent, model), None, OPTIONS)


def test_a_prompt_that_is_lost_although_its_agent_and_its_model_are_known() -> None:
    responses: dict[str, Any] = {
        "GET /agent": [Agent.from_dict({"name": "build", "mode": "all"})],
        "GET /config/providers": ConfigProviders.from_dict(
            {"providers": [{"id": "stub", "name": "Stub", "env": [], "models": {"stub": {}}}], "default": {}}
        ),
        "GET /session/{sessionID}/message": [],
    }
    dropped = TurnFailedError("The server accepted the prompt, but has no such message.")

    def found(turn: FailedTurn) -> OpencodeError:
        return diagnose_turn(lambda request: responses[request.operation], turn, dropped)

    for turn in (failed_turn(), failed_turn(agent="build", model="stub/stub"), failed_turn(model="stub/stub")):
        lost = found(turn)
        assert isinstance(lost, TurnLostError)
        assert "the agent and the model are known" in str(lost)
        assert lost.__cause__ is dropped
    assert isinstance(found(failed_turn(agent="built")), AgentNotFoundError)
    assert isinstance(found(failed_turn(model="stub/other")), ModelNotFoundError)
    remembered = {"providerID": "stub", "modelID": "gone"}
    responses["GET /session/{sessionID}/message"] = [
        SessionMessagesResponseItem.from_dict(user_message(model=remembered))
    ]
    assert isinstance(found(failed_turn(agent="build")), ModelNotFoundError)
    # Another process sent it.
    assert found(FailedTurn(SESSION["id"], None, None, None, OPTIONS)) is dropped


async def test_a_directory_that_is_not_there(client: Any, httpserver: HTTPServer, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    httpserver.expect_request(PATH, method="GET").respond_with_json({**SESSION, "directory": missing})
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json([])
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_response(UNKNOWN_500)
    httpserver.expect_request("/file").respond_with_response(UNKNOWN_500)
    words = f"This machine has no directory '{re.escape(missing)}'"
    with pytest.raises(InternalServerError, match=words) as caught:
        await client.session.chat(SESSION["id"], "Hi")
    for copied in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert str(copied) == str(caught.value)
    with pytest.raises(InternalServerError, match=words):
        await client.file.list(".", directory=missing)
    with pytest.raises(InternalServerError) as caught:
        await client.file.list(".", directory=str(tmp_path))
    assert "no directory" not in str(caught.value)


def test_a_directory_that_was_not_there_for_a_turn(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")

    def says_so(directory: str, base_url: str = "http://127.0.0.1:1") -> bool:
        lost = TurnLostError("The turn is lost.")
        options = Opencode(base_url)._transport.options
        turn = FailedTurn(SESSION["id"], None, PromptNames(), directory, options)
        assert diagnose_turn(lambda request: None, turn, lost) is lost
        return f"This machine has no directory {directory!r}" in str(lost)

    assert says_so(missing)
    assert not says_so(missing, "http://elsewhere.example")
    assert not says_so("C:\\missing")
    assert not says_so(str(tmp_path))


def test_a_turn_that_failed_for_its_model() -> None:
    """The event with the reason may have come before anybody listened."""
    offered = ConfigProviders.from_dict(
        {"providers": [{"id": "stub", "name": "Stub", "env": [], "models": {"stub": {}}}], "default": {}}
    )

    def fail(request: object) -> None:
        raise NotSentError("The server is gone.")

    lost = TurnLostError("The turn is lost.")
    gone, known = (
        UserMessage.from_dict(user_message(model={"providerID": "stub", "modelID": name})["info"])
        for name in ("gone", "stub")
    )
    found = diagnose_turn(lambda request: offered, failed_turn(prompt=gone), lost)
    assert isinstance(found, ModelNotFoundError)
    assert str(found).startswith("The turn failed because this server has no model 'stub/gone'. It has stub/stub.")
    assert "The session remembers this model" in str(found)
    assert found.__cause__ is lost
    assert diagnose_turn(lambda request: offered, failed_turn(prompt=known), lost) is lost
    assert diagnose_turn(fail, failed_turn(prompt=gone), lost) is lost


def test_a_turn_that_failed_for_its_agent() -> None:
    """Servers do not store such a prompt."""
    agents = [Agent.from_dict({"name": "build", "mode": "all"})]
    failed = TurnFailedError("The server accepted the prompt.", error=UnknownAssistantMessageError({}))
    found = diagnose_turn(lambda request: agents, failed_turn(agent="built"), failed)
    assert isinstance(found, AgentNotFoundError)
    assert str(found) == "The turn failed because this server has no agent 'built'. Did you mean build?"
    assert found.__cause__ is failed
    assert diagnose_turn(lambda request: agents, failed_turn(agent="build"), failed) is failed
    assert diagnose_turn(lambda request: agents, failed_turn(), failed) is failed


async def test_a_fork_of_a_session_with_a_format(client: Any, httpserver: HTTPServer) -> None:
    """1.18.33 says nothing but 500."""
    unknown = {"name": "UnknownError", "data": {"message": "Unexpected server error.", "ref": "err_1"}}
    httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.18.33"})
    httpserver.expect_request(f"{PATH}/fork").respond_with_json(unknown, status=500)
    httpserver.expect_oneshot_request(f"{PATH}/message").respond_with_json([])
    rejected = {"name": "BadRequest", "data": {"message": "Expected OutputFormatJsonSchema", "kind": "Body"}}
    with pytest.raises(InternalServerError, match="The server's log has the reason"):
        await client.session.fork(SESSION["id"])
    httpserver.expect_request(f"{PATH}/message").respond_with_json(rejected, status=400)
    with pytest.raises(
        InternalServerError, match=r"cannot copy\. Fork at that prompt or before it: message_id="
    ) as caught:
        await client.session.fork(SESSION["id"])
    assert (caught.value.status_code, caught.value.name, caught.value.body) == (500, "UnknownError", unknown)


@pytest.mark.parametrize("failure", [UNKNOWN_500, Response("", 200, content_type="application/json")])
async def test_a_diagnosis_when_all_names_are_known(
    client: Any, httpserver: HTTPServer, failure: Response, tmp_path: Path
) -> None:
    httpserver.expect_request(PATH, method="GET").respond_with_json({**SESSION, "directory": str(tmp_path)})
    serve_offers(httpserver)
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_response(failure)
    with pytest.raises((InternalServerError, EmptyResponseError)):
        await client.session.chat(SESSION["id"], "Hi", agent="build", model="stub/other")


async def test_a_diagnosis_without_a_result(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_response(UNKNOWN_500)
    with pytest.raises(InternalServerError):
        await client.session.chat(SESSION["id"], "Hi", agent="bild")


async def test_an_unknown_session_behind_an_empty_response(client: Any, httpserver: HTTPServer) -> None:
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
