"""Ergonomics of sessions: pagination, defaults where a server has none, options of prompts."""

from __future__ import annotations

import base64
import json
import pickle
import re
from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from opencode_sessions import (
    BadRequestError,
    FilePartInput,
    OpencodeError,
    Reply,
    Session,
    StructuredReply,
    Turn,
    TurnAbortedError,
    TurnFailedError,
    UnexpectedResponseError,
)
from tests.support.samples import SESSION, assistant_message, tool_part, user_message

pytestmark = pytest.mark.anyio

ID = SESSION["id"]
PATH = f"/session/{ID}"
SPOILED = {"name": "BadRequest", "data": {"message": 'Expected OutputFormatJsonSchema, got {"type"}', "kind": "Body"}}
PROVIDERS = {
    "providers": [
        {"id": "empty", "name": "Empty", "env": [], "models": {}},
        {"id": "stub", "name": "Stub", "env": [], "models": {"stub": {}}},
    ],
    "default": {"stub": "stub"},
}


def history(turns: int) -> list[dict[str, Any]]:
    """Messages of some turns, in order."""
    messages = []
    for turn in range(turns):
        prompt, step = f"msg_{turn:04}a", f"msg_{turn:04}b"
        messages.append(user_message(id=prompt, time={"created": turn * 10}))
        messages.append(assistant_message(id=step, parentID=prompt, time={"created": turn * 10 + 1}))
    return messages


class Pages:
    """A server's messages; the oldest page of all is the only one without a cursor."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.messages = messages
        #: The message that no last page may contain.
        self.spoiled: str | None = None
        self.knows_pages = True
        self.limits: list[int | None] = []
        self.reads_spoiled = True

    def __call__(self, request: Request) -> Response:
        if (single := request.path.removeprefix(f"{PATH}/message").lstrip("/")) != "":
            if single == self.spoiled and not self.reads_spoiled:
                return self._json(SPOILED, 400)
            return self._json(next(item for item in self.messages if item["info"]["id"] == single))
        limit = request.args.get("limit", type=int)
        self.limits.append(limit)
        found = self.messages
        if "before" in request.args:
            found = found[: int(base64.b64decode(request.args["before"]))]
        page = found[-limit:] if limit else found
        rest = len(found) - len(page)
        if not rest and self.spoiled in [item["info"]["id"] for item in page]:
            return self._json(SPOILED, 400)
        response = self._json(page)
        if rest and self.knows_pages:
            response.headers["X-Next-Cursor"] = base64.b64encode(str(rest).encode()).decode()
        return response

    @staticmethod
    def _json(body: Any, status: int = 200) -> Response:
        return Response(json.dumps(body), status, content_type="application/json")


@pytest.fixture
def pages(httpserver: HTTPServer) -> Callable[[int], Pages]:
    """Serves the messages of so many turns."""

    def serve(turns: int) -> Pages:
        served = Pages(history(turns))
        httpserver.expect_request(re.compile(f"{PATH}/message.*"), method="GET").respond_with_handler(served)
        return served

    return serve


def identifiers(messages: list[dict[str, Any]]) -> list[str]:
    return [message["info"]["id"] for message in messages]


@pytest.mark.parametrize("size", [1, 2, 3, 10, 19, 20, 21, 100])
async def test_pages(client: Any, pages: Callable[[int], Pages], size: int) -> None:
    served = pages(10)
    found = [message.info.id async for message in client.session.iter_messages(ID, page_size=size)]
    assert found == identifiers(served.messages)[::-1]


@pytest.mark.parametrize("size", [1, 5, 20, 100])
async def test_a_server_without_pages(client: Any, pages: Callable[[int], Pages], size: int) -> None:
    """Servers from 1.0.98 to 1.1.65 give the newest, and no way to go on."""
    served = pages(10)
    served.knows_pages = False
    found = [message.info.id async for message in client.session.iter_messages(ID, page_size=size)]
    assert found == identifiers(served.messages)[::-1]


@pytest.mark.parametrize("size", [1, 2, 7, 100])
@pytest.mark.parametrize("turn", [0, 4, 9])
async def test_messages_that_the_server_cannot_list(
    client: Any, pages: Callable[[int], Pages], size: int, turn: int
) -> None:
    """Servers from 1.15 fail on a last page with a prompt that has a format; the message alone reads well."""
    served = pages(10)
    served.spoiled = f"msg_{turn:04}a"
    found = [message.info.id async for message in client.session.iter_messages(ID, page_size=size)]
    assert found == identifiers(served.messages)[::-1]
    assert [message.info.id for message in await client.session.messages(ID)] == identifiers(served.messages)
    assert [message.info.id for message in await client.session.messages(ID, limit=3)] == identifiers(
        served.messages[-3:]
    )


@pytest.mark.parametrize("turns", [0, 2])
async def test_a_first_message_that_cannot_be_read_is_left_out(
    client: Any, pages: Callable[[int], Pages], turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    """1.18.33 cannot read a first message that is a prompt with a format, not even by its identifier."""
    served = pages(max(turns, 1))
    served.messages = served.messages[: 2 * turns or 1]
    served.spoiled = "msg_0000a"
    served.reads_spoiled = False
    with caplog.at_level("INFO", "opencode_sessions"):
        found = await client.session.messages(ID)
    assert [message.info.id for message in found] == identifiers(served.messages[1:])
    assert f"The first message of the session {ID} is left out" in caplog.text or not turns
    assert [message.info.id for message in await client.session.messages(ID, limit=1)] == identifiers(
        served.messages[1:][-1:]
    )


async def test_another_bad_request_is_not_retried(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(
        {"name": "BadRequest", "data": {"kind": "Query"}}, 400
    )
    with pytest.raises(BadRequestError):
        await client.session.messages(ID)
    assert len(httpserver.log) == 1


BEING_WRITTEN = {
    "name": "UnknownError",
    "data": {
        "message": "Error: ENOENT: no such file or directory, open '/home/me/.local/share/opencode/project/p/storage/"
        "session/part/ses_1/msg_1/prt_1.json1795465812437.0.5.tmp'"
    },
}


async def test_a_read_during_a_write_is_retried(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request(f"{PATH}/message").respond_with_json(BEING_WRITTEN, 400)
    httpserver.expect_ordered_request(f"{PATH}/message").respond_with_json(history(1))
    assert len(await client.session.messages(ID, limit=5)) == 2
    assert [entry[0].args["limit"] for entry in httpserver.log] == ["5", "5"]


@pytest.mark.parametrize("max_retries", [0, 2])
async def test_a_file_that_is_always_being_written_is_an_error(
    client: Any, httpserver: HTTPServer, max_retries: int
) -> None:
    """After as many attempts as other calls get."""
    httpserver.expect_request(re.compile(f"{PATH}/message.*"), method="GET").respond_with_json(BEING_WRITTEN, 400)
    patient = client.with_options(max_retries=max_retries)
    with pytest.raises(BadRequestError, match="ENOENT"):
        await patient.session.messages(ID)
    with pytest.raises(BadRequestError, match="ENOENT"):
        await patient.session.message(ID, "msg_1")
    assert len(httpserver.log) == 2 * (1 + max_retries)


@pytest.mark.parametrize("page", [history(1), []], ids=["the same page", "an empty page"])
async def test_pages_that_do_not_end_are_an_error(
    client: Any, httpserver: HTTPServer, page: list[dict[str, Any]]
) -> None:
    """A server that repeats its cursor."""
    httpserver.expect_request(f"{PATH}/message").respond_with_json(page, headers={"X-Next-Cursor": "MQ=="})
    found: list[str] = []

    async def read() -> None:
        async for message in client.session.iter_messages(ID, page_size=2):
            found.append(message.info.id)

    with pytest.raises(UnexpectedResponseError, match="do not end"):
        await read()
    assert found == identifiers(page)[::-1]
    assert len(httpserver.log) == 1 + bool(page)


async def test_a_page_size_below_one(client: Any) -> None:
    with pytest.raises(ValueError, match="page_size must be 1 or more"):
        [message async for message in client.session.iter_messages(ID, page_size=0)]


async def test_all_sessions(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session").respond_with_json([SESSION] * 250)
    assert len([session async for session in client.session.list_all(search="x", directory="/d")]) == 250
    query = httpserver.log[0][0].args
    assert (query["search"], query["directory"], int(query["limit"]) > 10**6) == ("x", "/d", True)


async def test_all_sessions_of_all_directories(make_client: Any, base_url: str, httpserver: HTTPServer) -> None:
    client = make_client(base_url, directory="/d")
    httpserver.expect_request("/experimental/session").respond_with_json([SESSION] * 250)
    assert len([session async for session in client.session.list_all(search="x", all_directories=True)]) == 250
    query = httpserver.log[0][0].args
    assert int(query["limit"]) > 10**6
    # Not those of the client's directory alone.
    assert (query["search"], query["archived"], "directory" in query) == ("x", "true", False)
    with pytest.raises(ValueError, match="all_directories=True lists more than the directory '/e'"):
        [session async for session in client.session.list_all(directory="/e", all_directories=True)]


@pytest.mark.parametrize(
    ("mime", "body", "is_told"),
    [
        ("image/png", {"_tag": "BadRequest"}, True),
        ("image/png", {"name": "BadRequest", "data": {"message": "Too long"}}, False),
        ("text/plain", {"_tag": "BadRequest"}, False),
    ],
)
async def test_a_prompt_with_an_image_that_the_server_cannot_read(
    client: Any, httpserver: HTTPServer, mime: str, body: dict[str, Any], is_told: bool
) -> None:
    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_json(body, 400)
    with pytest.raises(BadRequestError) as caught:
        await client.session.chat(ID, ["Hi", FilePartInput(mime=mime, url="data:,")], directory="/d")
    assert ("an image that it cannot read" in str(caught.value)) == is_told


@pytest.mark.parametrize("config", [{"model": "stub/stub"}, {}])
async def test_a_server_that_has_no_default_model(client: Any, httpserver: HTTPServer, config: dict[str, str]) -> None:
    """Servers before 1.0.0 refuse a prompt without a model, so that sending it again is safe."""
    refusal = {
        "success": False,
        "error": {"name": "ZodError", "issues": [{"path": ["providerID"], "message": "Required"}]},
    }
    bodies: list[dict[str, Any]] = []

    def prompt(request: Request) -> Response:
        bodies.append(request.get_json())
        body, status = (assistant_message(), 200) if "modelID" in bodies[-1] else (refusal, 400)
        return Response(json.dumps(body), status, content_type="application/json")

    httpserver.expect_request(f"{PATH}/message", method="POST").respond_with_handler(prompt)
    httpserver.expect_request(f"{PATH}/message", method="GET").respond_with_json([])
    httpserver.expect_request("/config").respond_with_json(config)
    httpserver.expect_request("/config/providers").respond_with_json(PROVIDERS)
    await client.session.chat(ID, "Hi", agent="build", directory="/d")
    assert [body.get("providerID") for body in bodies] == [None, "stub"]
    assert ("/config/providers" in [entry[0].path for entry in httpserver.log]) == (config == {})
    assert bodies[1] == bodies[0] | {
        "providerID": "stub",
        "modelID": "stub",
        "model": {"providerID": "stub", "modelID": "stub"},
    }
    assert {entry[0].args.get("directory") for entry in httpserver.log} == {"/d"}


@pytest.mark.parametrize("method", ["init", "summarize"])
async def test_the_model_of_what_needs_one(client: Any, httpserver: HTTPServer, method: str) -> None:
    bodies: list[dict[str, Any]] = []

    def respond(request: Request) -> Response:
        bodies.append(request.get_json())
        return Response("true", content_type="application/json")

    httpserver.expect_request(f"{PATH}/{method}").respond_with_handler(respond)
    httpserver.expect_oneshot_request(f"{PATH}/message").respond_with_json([])
    httpserver.expect_request("/config").respond_with_json({})
    httpserver.expect_request("/config/providers").respond_with_json(PROVIDERS)
    call = getattr(client.session, method)
    assert await call(ID) is True
    httpserver.expect_oneshot_request(f"{PATH}/message").respond_with_json(
        [user_message(), assistant_message(providerID="used", modelID="before/it")]
    )
    assert await call(ID)
    assert await call(ID, model="a/b/c")
    assert await call(ID, provider_id="p", model_id="m")
    models = [(body["providerID"], body["modelID"]) for body in bodies]
    assert models == [("stub", "stub"), ("used", "before/it"), ("a", "b/c"), ("p", "m")]
    if method == "init":
        assert all(re.fullmatch("msg_[0-9a-f]{12}[0-9A-Za-z]{14}", body["messageID"]) for body in bodies)
        assert await call(ID, model="a/b", message_id="msg_own")
        assert bodies[-1]["messageID"] == "msg_own"


async def test_formats_that_are_none(client: Any, httpserver: HTTPServer) -> None:
    formats: list[Any] = [list[Session], set, complex, print, "json", 5, [], Session.from_dict(dict(SESSION))]
    for wrong in formats:
        for call in (client.session.chat, client.session.prompt_async):
            with pytest.raises(TypeError, match=r"^format: .* (has no JSON schema|is a class of this SDK)"):
                await call(ID, "Hi", format=wrong)
        with pytest.raises(TypeError, match=r"^format: .* (has no JSON schema|is a class of this SDK)"):
            client.session.stream(ID, "Hi", format=wrong)
    assert httpserver.log == []


async def test_the_limit_of_a_call_is_that_of_its_steps(make_client: Callable[..., Any], mode: str) -> None:
    limits: list[tuple[str, float | None]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        limits.append((request.url.path.rpartition("/")[2], request.extensions["timeout"]["read"]))
        return httpx.Response(200, json={"message": [], "config": {}, "providers": PROVIDERS}.get(limits[-1][0], True))

    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    client = make_client("http://x.test", timeout=60, http_client=kind(transport=httpx.MockTransport(respond)))
    for timeout, within in ((1, 1), (600, 60), (None, 60)):
        for method in ("init", "summarize"):
            limits.clear()
            assert await getattr(client.session, method)(ID, timeout=timeout)
            assert limits == [("message", within), ("config", within), ("providers", within), (method, timeout)]


async def test_a_server_without_any_model(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json([])
    httpserver.expect_request("/config").respond_with_json({})
    httpserver.expect_request("/config/providers").respond_with_json({"providers": [], "default": {}})
    with pytest.raises(OpencodeError, match="This server has no model: set up a provider"):
        await client.session.summarize(ID)


async def test_options_of_asynchronous_prompts(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": "1.17.19"})
    sent = await client.session.prompt_async(ID, "Hi", model="a/b", agent="plan", format={"type": "string"})
    assert (sent.session_id, sent.message_id) == (ID, None)
    body = httpserver.log[-1][0].get_json()
    # Its turn is known by this.
    assert body["parts"][0].pop("id").startswith("prt_000000000000")
    assert body == {
        "parts": [{"type": "text", "text": "Hi"}],
        "model": {"providerID": "a", "modelID": "b"},
        "providerID": "a",
        "modelID": "b",
        "agent": "plan",
        "format": {"type": "json_schema", "schema": {"type": "string"}},
    }


@pytest.mark.parametrize(("version", "chooses"), [("1.17.19", False), ("1.18.33", True), ("1.19.0", True)])
async def test_the_message_of_an_asynchronous_prompt(
    client: Any, httpserver: HTTPServer, version: str, chooses: bool
) -> None:
    """Older servers compare its identifier with that of the answer, which is made by another clock."""
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    httpserver.expect_request("/global/health").respond_with_json({"healthy": True, "version": version})
    sent = [await client.session.prompt_async(ID, "Hi") for _ in range(2)]
    named = await client.session.prompt_async(ID, "Hi", message_id="msg_mine")
    bodies = [request.get_json() for request, _ in httpserver.log if request.method == "POST"]
    assert [one.message_id for one in (*sent, named)] == [body.get("messageID") for body in bodies]
    assert named.message_id == "msg_mine"
    assert all((one.message_id is not None) == chooses for one in sent)
    assert sent[0].message_id != sent[1].message_id or not chooses
    # The version is asked for once.
    assert [request.path for request, _ in httpserver.log].count("/global/health") == 1


async def test_a_server_that_does_not_tell_its_version(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    httpserver.expect_request("/global/health").respond_with_data("Bad Gateway", status=502)
    assert (await client.session.prompt_async(ID, "Hi")).message_id is None


async def test_a_prompt_that_was_sent_cannot_leave_its_client(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    sent = await client.session.prompt_async(ID, "Hi", message_id="msg_mine")
    with pytest.raises(TypeError, match=f"session_id='{ID}' and message_id='msg_mine'"):
        pickle.dumps(sent)


async def test_commands_and_shells_reply(client: Any, httpserver: HTTPServer) -> None:
    for operation in ("command", "shell"):
        httpserver.expect_request(f"{PATH}/{operation}").respond_with_json(assistant_message())
    assert (await client.session.command(ID, "init", model="a/b")).cost == 0.25
    assert (await client.session.shell(ID, "build", "ls", model="a/b")).cost == 0.25
    assert [entry[0].get_json() for entry in httpserver.log] == [
        {"command": "init", "arguments": "", "model": "a/b"},
        {"agent": "build", "command": "ls", "model": {"providerID": "a", "modelID": "b"}},
    ]


@attrs.define
class City:
    """The object to get."""

    name: str


async def test_structured_output(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(assistant_message(structured={"name": "Rome"}))
    reply = await client.session.chat(ID, "Which city?", format=City)
    assert isinstance(reply, StructuredReply)
    assert reply.structured == City("Rome")
    assert httpserver.log[0][0].get_json()["format"]["schema"]["properties"] == {"name": {"type": "string"}}
    assert (await client.session.chat(ID, "Which city?", format={"type": "object"})).structured == {"name": "Rome"}


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        ({"name": "MessageAbortedError", "data": {"message": "Aborted"}}, TurnAbortedError, "Aborted"),
        ({"name": "APIError", "data": {"message": "No", "isRetryable": False}}, TurnFailedError, "APIError: No"),
        ({"name": "NewError", "data": {"message": "Odd"}}, TurnFailedError, "NewError: Odd"),
        ({"name": "MessageOutputLengthError", "data": {}}, TurnFailedError, "MessageOutputLengthError"),
    ],
)
async def test_failed_turns(
    client: Any, httpserver: HTTPServer, error: dict[str, Any], kind: type[TurnFailedError], words: str
) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(assistant_message(error=error))
    reply = await client.session.chat(ID, "Hi")
    with pytest.raises(TurnFailedError, match=words) as caught:
        reply.raise_for_error()
    assert type(caught.value) is kind
    assert caught.value.error == reply.error
    assert caught.value.reply is reply


def test_failures_in_words() -> None:
    reply = Reply.from_dict(assistant_message(error={"name": "APIError", "data": {"message": "No"}}))
    assert reply.failure == Turn([reply]).failure == "APIError: No"


def test_refused_permissions_and_questions() -> None:
    refused = "The user rejected permission to use this specific tool call"
    times = {"start": 1, "end": 2}
    failed = [
        tool_part(id=f"prt_{place}", state={"status": "error", "input": {}, "error": error, "time": times})
        for place, error in enumerate(
            (
                f"Error: {refused}.",
                f"{refused} with the following feedback: No",
                "The user dismissed this question",
                "No such file",
            )
        )
    ]
    reply = Reply.from_dict(assistant_message(tool_part(), *failed))
    assert [call.id for call in reply.refusals] == ["prt_0", "prt_1", "prt_2"]
    assert Turn([reply]).refusals == reply.refusals


async def test_a_turn_that_did_not_fail(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(assistant_message())
    reply = await client.session.chat(ID, "Hi")
    assert reply.raise_for_error() is reply
    assert (reply.failure, Turn([reply]).failure, reply.refusals) == (None, None, [])
