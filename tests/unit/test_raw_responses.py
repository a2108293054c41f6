"""`client.with_raw_response`: the response of a method as well as its result."""

from __future__ import annotations

import base64
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from opencode_sessions import NotFoundError, RawResponse, Reply, Session, Turn
from tests.support.samples import SESSION, assistant_message, text_part

pytestmark = pytest.mark.anyio

ID = SESSION["id"]
PASSWORD = "correct-horse-battery"
REPLY = assistant_message(text_part("Hi."))


class Server:
    """Keeps requests, and repeats their credentials in a header of the response."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        path = request.url.path.removeprefix(f"/session/{ID}")
        bodies: dict[tuple[str, str], Any] = {
            ("GET", "/session"): [SESSION],
            ("GET", "/message"): [REPLY],
            ("GET", "/message/msg_1"): REPLY,
            ("POST", "/message"): REPLY,
            ("POST", "/summarize"): True,
            ("GET", "/session/status"): {},
            ("GET", ""): SESSION,
            ("POST", "/session"): SESSION,
        }
        if (request.method, path) == ("POST", "/prompt_async"):
            return httpx.Response(204)
        body = bodies.get((request.method, path))
        headers = {"X-Number": str(len(self.seen)), "X-Echo": request.headers.get("Authorization", "")}
        return httpx.Response(404 if body is None else 200, json=body or {}, headers=headers)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(make_client: Callable[..., Any], mode: str, server: Server) -> Any:
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    http_client = kind(transport=httpx.MockTransport(server))
    return make_client("http://server.test", directory="/work", password=PASSWORD, http_client=http_client)


async def test_a_generated_method(client: Any, server: Server) -> None:
    response = await client.with_raw_response.session.get(ID, timeout=5, extra_headers={"X-One": "1"})
    assert isinstance(response, RawResponse)
    assert response.status_code == 200
    assert response.headers["x-number"] == "1"
    assert response.url == f"http://server.test/session/{ID}?directory=%2Fwork"
    assert response.content == httpx.Response(200, json=SESSION).content
    assert response.parsed == Session.from_dict(dict(SESSION))
    assert server.seen[0].headers["X-One"] == "1"


async def test_methods_of_ours(client: Any) -> None:
    raw = client.with_raw_response.session
    assert type((await raw.message(ID, "msg_1")).parsed) is Reply
    listed = await raw.messages(ID)
    assert [message.text for message in listed.parsed] == ["Hi."]
    replied = await raw.chat(ID, "Hello?")
    assert (replied.parsed.text, replied.url) == ("Hi.", f"http://server.test/session/{ID}/message?directory=%2Fwork")
    assert type((await raw.turn(replied.parsed)).parsed) is Turn
    assert (await raw.list()).parsed[0].id == ID


async def test_the_last_of_several_calls(client: Any, server: Server) -> None:
    """The first one looks for the model."""
    response = await client.with_raw_response.session.summarize(ID, extra_headers={"X-One": "1"})
    assert response.parsed is True
    assert len(server.seen) == 2
    assert response.headers["x-number"] == "2"
    assert {request.headers.get("X-One") for request in server.seen} == {"1"}


async def test_headers_of_the_call_with_a_response(client: Any, server: Server) -> None:
    response = await client.with_raw_response.session.chat(ID, "Hello?", extra_headers={"X-One": "1"})
    assert response.parsed.text == "Hi."
    assert server.seen[-1].headers["X-One"] == "1"


async def test_a_raw_call(client: Any) -> None:
    response = await client.with_raw_response.request("GET", f"/session/{ID}", cast_to=Session)
    assert (response.status_code, response.parsed.id) == (200, ID)
    assert (await client.with_raw_response.request("GET", "/session")).parsed[0]["id"] == ID


async def test_errors_are_those_of_the_method(client: Any) -> None:
    with pytest.raises(NotFoundError):
        await client.with_raw_response.session.get("ses_other")
    with pytest.raises(TypeError, match=r"SessionResource\.get\(\) got an unexpected keyword argument 'x'"):
        await client.with_raw_response.session.get(ID, x=1)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("session.stream", [ID, "Hello?"]),
        ("session.follow", [ID]),
        ("session.iter_messages", [ID]),
        ("session.list_all", []),
        ("event.subscribe", []),
        ("global_.event", []),
    ],
)
async def test_methods_without_a_single_response(
    client: Any, server: Server, method: str, arguments: list[str]
) -> None:
    resource, _, name = method.partition(".")
    with pytest.raises(TypeError, match=rf"Resource\.{name} has no single response"):
        await getattr(getattr(client.with_raw_response, resource), name)(*arguments)
    assert server.seen == []


@pytest.mark.parametrize("option", ["on_permission", "on_question", "abort_on_cancel"])
async def test_a_chat_that_follows_events(client: Any, server: Server, option: str) -> None:
    with pytest.raises(TypeError, match=r"with_raw_response .* follows events"):
        await client.with_raw_response.session.chat(ID, "Hello?", **{option: lambda request: "once"})
    with pytest.raises(TypeError, match=r"with_raw_response .* follows events"):
        await client.with_raw_response.session.wait(ID)
    assert {request.method for request in server.seen} == {"GET"}


async def test_what_a_method_returns_records_no_more(client: Any, server: Server) -> None:
    response = await client.with_raw_response.session.prompt_async(ID, "Hello?")
    assert (response.status_code, response.content) == (204, b"")
    # It follows events, which it could not if it went on recording; there is no such stream here.
    with pytest.raises(NotFoundError):
        await response.parsed.wait()


async def test_unknown_names(client: Any) -> None:
    attempts: list[Callable[[], Any]] = [
        lambda: client.with_raw_response.sessions,
        lambda: client.with_raw_response.base_url,
        lambda: client.with_raw_response.close,
        lambda: client.with_raw_response.session.gett,
        lambda: client.with_raw_response.session._client_,
    ]
    for attempt in attempts:
        with pytest.raises(AttributeError):
            attempt()


async def test_names_and_signatures(client: Any, mode: str) -> None:
    raw = getattr(client, "target", client).with_raw_response
    assert {"session", "event", "request", "config"} <= set(dir(raw))
    assert "base_url" not in dir(raw)
    assert {"get", "chat"} <= set(dir(raw.session))
    assert next(iter(inspect.signature(raw.session.get).parameters)) == "session_id"
    assert inspect.iscoroutinefunction(raw.session.get) == (mode != "sync")


async def test_no_secret_in_its_repr_or_its_pickle(client: Any) -> None:
    response = await client.with_raw_response.session.get(ID)
    token = base64.b64encode(f"opencode:{PASSWORD}".encode()).decode()
    assert response.headers["x-echo"] == "Basic ***"
    for shown in (repr(response), str(pickle.dumps(response)), repr(response.headers)):
        assert PASSWORD not in shown
        assert token not in shown
    copy = pickle.loads(pickle.dumps(response))
    assert copy.parsed == response.parsed
    assert copy.headers == response.headers
    assert (copy.status_code, copy.url, copy.content) == (response.status_code, response.url, response.content)
    assert repr(response) == f"RawResponse(status_code=200, url={response.url!r}, parsed=<Session>)"
