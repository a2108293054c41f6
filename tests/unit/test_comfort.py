"""What sessions do beyond the wire: pages, defaults where a server has none, options of prompts."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from pytest_httpserver import HTTPServer
from samples import SESSION, assistant_message, user_message
from werkzeug import Request, Response

from opencode_sessions import BadRequestError, OpencodeError, StructuredReply, TurnAbortedError, TurnFailedError

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

    def __call__(self, request: Request) -> Response:
        if (single := request.path.removeprefix(f"{PATH}/message").lstrip("/")) != "":
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


async def test_the_first_message_of_all_cannot_be_listed_nor_found(client: Any, pages: Callable[[int], Pages]) -> None:
    served = pages(1)
    served.messages = served.messages[:1]
    served.spoiled = "msg_0000a"
    with pytest.raises(BadRequestError):
        await client.session.messages(ID)


async def test_another_bad_request_is_not_tried_in_pieces(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(
        {"name": "BadRequest", "data": {"kind": "Query"}}, 400
    )
    with pytest.raises(BadRequestError):
        await client.session.messages(ID)
    assert len(httpserver.log) == 1


async def test_what_was_read_while_it_was_written_is_read_again(client: Any, httpserver: HTTPServer) -> None:
    path = "/home/me/.local/share/opencode/project/p/storage/session/part/ses_1/msg_1/prt_1.json1795465812437.0.5.tmp"
    passing = {"name": "UnknownError", "data": {"message": f"Error: ENOENT: no such file or directory, open '{path}'"}}
    httpserver.expect_ordered_request(f"{PATH}/message").respond_with_json(passing, 400)
    httpserver.expect_ordered_request(f"{PATH}/message").respond_with_json(history(1))
    assert len(await client.session.messages(ID, limit=5)) == 2
    assert [entry[0].args["limit"] for entry in httpserver.log] == ["5", "5"]


async def test_pages_that_are_none(client: Any) -> None:
    with pytest.raises(ValueError, match="page_size must be 1 or more"):
        [message async for message in client.session.iter_messages(ID, page_size=0)]


async def test_all_sessions(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/session").respond_with_json([SESSION] * 250)
    assert len([session async for session in client.session.list_all(search="x", directory="/d")]) == 250
    query = httpserver.log[0][0].args
    assert (query["search"], query["directory"], int(query["limit"]) > 10**6) == ("x", "/d", True)


@pytest.mark.parametrize("config", [{"model": "stub/stub"}, {}])
async def test_a_server_that_has_no_default_model(client: Any, httpserver: HTTPServer, config: dict[str, str]) -> None:
    """Servers before 1.0.0 refuse a prompt without a model; that prompt was not yet sent, so to say."""
    refusal = {
        "success": False,
        "error": {"name": "ZodError", "issues": [{"path": ["providerID"], "message": "Required"}]},
    }
    bodies: list[dict[str, Any]] = []

    def prompt(request: Request) -> Response:
        bodies.append(request.get_json())
        answer, status = (assistant_message(), 200) if "modelID" in bodies[-1] else (refusal, 400)
        return Response(json.dumps(answer), status, content_type="application/json")

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

    def answer(request: Request) -> Response:
        bodies.append(request.get_json())
        return Response("true", content_type="application/json")

    httpserver.expect_request(f"{PATH}/{method}").respond_with_handler(answer)
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


async def test_a_server_without_any_model(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json([])
    httpserver.expect_request("/config").respond_with_json({})
    httpserver.expect_request("/config/providers").respond_with_json({"providers": [], "default": {}})
    with pytest.raises(OpencodeError, match="This server has no model: set up a provider"):
        await client.session.summarize(ID)


async def test_options_of_asynchronous_prompts(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/prompt_async").respond_with_data(status=204)
    assert await client.session.prompt_async(ID, "Hi", model="a/b", agent="plan", format={"type": "string"}) is None
    assert httpserver.log[0][0].get_json() == {
        "parts": [{"type": "text", "text": "Hi"}],
        "model": {"providerID": "a", "modelID": "b"},
        "providerID": "a",
        "modelID": "b",
        "agent": "plan",
        "format": {"type": "json_schema", "schema": {"type": "string"}},
    }


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
    """What is asked for."""

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
    assert caught.value.reply is reply
    assert caught.value.error == reply.error


async def test_a_turn_that_did_not_fail(client: Any, httpserver: HTTPServer) -> None:
    httpserver.expect_request(f"{PATH}/message").respond_with_json(assistant_message())
    reply = await client.session.chat(ID, "Hi")
    assert reply.raise_for_error() is reply
