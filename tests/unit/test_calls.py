"""The time limit and the headers of one call."""

from __future__ import annotations

import inspect
import json
import logging
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import opencode_sessions
from opencode_sessions import AsyncOpencode, NotFoundError, Opencode, OpencodeError
from opencode_sessions._headers import checked_headers
from tests.support.samples import SESSION, assistant_message, text_part

SECRET = "correct-horse-battery"
ID = SESSION["id"]
REPLY = assistant_message(text_part("Hi."))


class Server:
    """Keeps requests; responds with what is set for the path."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []
        self.responses: dict[tuple[str, str], httpx.Response] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        found = self.responses.get((request.method, request.url.path))
        if found is not None:
            return httpx.Response(found.status_code, headers=found.headers, content=found.content)
        last = request.url.path.rpartition("/")[2]
        is_reply = last == "msg_1" or (request.method == "POST" and last != "session")
        body: Any = REPLY if is_reply else [] if last in ("message", "session") and request.method == "GET" else SESSION
        return httpx.Response(200, json=body)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(make_client: Callable[..., Any], mode: str, server: Server) -> Any:
    """A client with settings that each call may replace."""
    kind = httpx.Client if mode == "sync" else httpx.AsyncClient
    http_client = kind(transport=httpx.MockTransport(server), headers={"X-Own": "own"})
    return make_client(
        "http://server.test", password=SECRET, timeout=httpx.Timeout(7, connect=3), http_client=http_client
    )


def methods(kind: type) -> Iterator[tuple[str, Any]]:
    for resource in dir(kind):
        found = getattr(kind, resource)
        if not resource.startswith("_") and inspect.isclass(found):
            for name, method in inspect.getmembers(found, inspect.isfunction):
                if not name.startswith("_"):
                    yield f"{resource}.{name}", method


#: Their time limit is one of the turn, or of what is done with it.
OF_A_TURN = {"session.chat", "session.stream", "session.prompt_async", "session.follow", "session.wait"}


@pytest.mark.parametrize("kind", [Opencode, AsyncOpencode])
def test_every_method_takes_them(kind: type) -> None:
    found = dict(methods(kind))
    assert len(found) > 90
    streams = {name: getattr(kind, name) for name in ("watch", "inbox")}
    for name, method in {**found, **streams}.items():
        if name in OF_A_TURN:
            continue
        parameters = inspect.signature(method).parameters
        for argument in ("timeout", "extra_headers"):
            assert parameters[argument].kind is inspect.Parameter.KEYWORD_ONLY, name
        assert "timeout: " in (method.__doc__ or ""), name
        assert "extra_headers: " in (method.__doc__ or ""), name


def test_the_options_of_a_call() -> None:
    assert opencode_sessions.CallOptions.__optional_keys__ == {"timeout", "extra_headers"}


@pytest.mark.anyio
class TestTimeout:
    @pytest.mark.parametrize(
        ("timeout", "expected"),
        [
            (2, {"connect": 2, "read": 2, "write": 2, "pool": 2}),
            (None, {"connect": None, "read": None, "write": None, "pool": None}),
            (httpx.Timeout(5, connect=1), {"connect": 1, "read": 5, "write": 5, "pool": 5}),
        ],
    )
    async def test_of_one_call(self, client: Any, server: Server, timeout: Any, expected: dict[str, Any]) -> None:
        await client.session.get(ID, timeout=timeout)
        await client.session.message(ID, "msg_1", timeout=timeout)
        await client.session.get(ID)
        *seen, after = [request.extensions["timeout"] for request in server.seen]
        assert seen == [expected, expected]
        assert after == {"connect": 3, "read": 7, "write": 7, "pool": 7}

    async def test_of_the_model(self, client: Any, server: Server) -> None:
        """It limits the response, and not the connection; and it has priority over the client's."""
        server.responses["GET", "/session/status"] = httpx.Response(200, json={})
        for patient in (client, client.with_options(turn_timeout=9)):
            await patient.session.chat(ID, "Hello?", timeout=2.5)
            await patient.session.chat(ID, "Hello?", timeout=None)
            await patient.session.command(ID, "init", timeout=2.5)
            await patient.conversation(ID).send("Hello?", timeout=2.5)
        sent = [request for request in server.seen if request.method == "POST"]
        heads = {request.extensions["timeout"]["connect"] for request in sent}
        assert heads == {3}
        # The limit of the head is then that of the body.
        assert {request.extensions["timeout"]["read"] for request in sent} == {7}

    @pytest.mark.parametrize(
        ("timeout", "kind", "words"),
        [
            ("5", TypeError, "timeout must be a number of seconds, or None for no limit, not '5'"),
            (True, TypeError, "timeout must be a number"),
            (-1, ValueError, "timeout must be more than 0 seconds"),
            (float("inf"), ValueError, "timeout .* not inf"),
            (httpx.Timeout(-1), ValueError, "timeout.* must be .* not -1"),
        ],
    )
    async def test_an_odd_one(
        self, client: Any, server: Server, timeout: Any, kind: type[Exception], words: str
    ) -> None:
        with pytest.raises(kind, match=words):
            await client.session.get(ID, timeout=timeout)
        with pytest.raises(kind, match=words):
            await client.session.chat(ID, "Hello?", timeout=timeout)
        with pytest.raises(kind, match=words):
            client.session.stream(ID, "Hello?", timeout=timeout)
        with pytest.raises(kind, match=words):
            client.event.subscribe(timeout=timeout)
        assert server.seen == []


@pytest.mark.anyio
class TestHeaders:
    async def test_of_one_call(self, client: Any, server: Server) -> None:
        await client.session.get(ID, extra_headers={"X-One": "1", "x-own": "other", "User-Agent": "mine/1"})
        await client.session.get(ID)
        headers, after = (request.headers for request in server.seen)
        assert (headers["X-One"], headers.get_list("X-Own"), headers["User-Agent"]) == ("1", ["other"], "mine/1")
        assert (after.get("X-One"), after["X-Own"]) == (None, "own")

    async def test_they_replace_the_credentials(self, client: Any, server: Server) -> None:
        await client.session.get(ID, extra_headers={"AUTHORIZATION": "Bearer 12345"})
        await client.session.get(ID)
        assert server.seen[0].headers.get_list("Authorization") == ["Bearer 12345"]
        assert server.seen[1].headers["Authorization"].startswith("Basic ")

    async def test_they_replace_those_of_the_client(self, client: Any, server: Server) -> None:
        other = client.with_options(default_headers={"X-One": "1", "X-Two": "2"})
        await other.session.create(extra_headers={"x-one": "3", "Accept": "a/b"})
        (request,) = server.seen
        assert request.headers.get_list("X-One") == ["3"]
        assert (request.headers["X-Two"], request.headers["Accept"]) == ("2", "a/b")

    async def test_all_calls_of_a_method_have_them(self, client: Any, server: Server) -> None:
        """A prompt's refusal of the oldest servers, the search for a model, and pages of messages."""
        providers = {"providers": [{"id": "p", "models": {}}], "default": {"p": "m"}}
        server.responses["GET", "/config/providers"] = httpx.Response(200, json=providers)
        server.responses["GET", "/config"] = httpx.Response(200, json={})
        server.responses["POST", f"/session/{ID}/init"] = httpx.Response(200, json=True)
        extra = {"X-One": "1"}
        await client.session.init(ID, extra_headers=extra)
        await client.session.chat(ID, "Hello?", extra_headers=extra)
        await client.session.prompt_async(ID, "Hello?", extra_headers=extra)
        await client.conversation(title="x").send("Hello?", extra_headers=extra)
        async for _ in client.session.iter_messages(ID, extra_headers=extra):
            pass
        async for _ in client.session.list_all(extra_headers=extra):
            pass
        await client.health(extra_headers=extra)
        assert len(server.seen) > 9
        assert {request.headers.get("X-One") for request in server.seen} == {"1"}

    async def test_the_diagnosis_has_them(self, client: Any, server: Server) -> None:
        server.responses["POST", f"/session/{ID}/message"] = httpx.Response(400, json={})
        server.responses["GET", f"/session/{ID}"] = httpx.Response(404, json={})
        with pytest.raises(NotFoundError):
            await client.session.chat(ID, "Hello?", extra_headers={"X-One": "1"})
        assert [request.headers.get("X-One") for request in server.seen] == ["1", "1"]

    @pytest.mark.parametrize(
        ("headers", "kind", "words"),
        [
            ("X-One: 1", TypeError, "extra_headers must be a mapping of names to values, not an object of str"),
            ([("X-One", "1")], TypeError, "extra_headers must be a mapping .*, not an object of list"),
            ({1: SECRET}, TypeError, "extra_headers must have names that are strings, not an object of int"),
            ({b"X-One": SECRET}, TypeError, "extra_headers must have names that are strings, not an object of bytes"),
            ({"": SECRET}, ValueError, "extra_headers has a name that is no name of a header"),
            ({f"X-One: {SECRET}": "1"}, ValueError, "extra_headers has a name that is no name of a header"),
            ({"X-One\n": SECRET}, ValueError, "extra_headers has a name that is no name of a header"),
            ({"Ключ": SECRET}, ValueError, "extra_headers has a name that is no name of a header"),
            ({"X-One": SECRET.encode()}, TypeError, r"extra_headers\['X-One'\] must be a string, .* of bytes"),
            ({"X-One": None}, TypeError, r"extra_headers\['X-One'\] must be a string, .* of NoneType"),
            ({"X-One": f"{SECRET}\nX-Two: 2"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET}\r"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET}\0"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET}\x7f"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f" {SECRET}"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET} é"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET} ключ"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"X-One": f"{SECRET}\ud800"}, ValueError, r"extra_headers\['X-One'\] must be printable ASCII"),
            ({"content-length": "5"}, ValueError, "extra_headers must not have 'content-length'"),
            ({"Content-Type": "text/plain"}, ValueError, "extra_headers must not have 'Content-Type'"),
            ({"Transfer-Encoding": "chunked"}, ValueError, "extra_headers must not have 'Transfer-Encoding'"),
        ],
    )
    async def test_odd_ones(self, client: Any, server: Server, headers: Any, kind: type[Exception], words: str) -> None:
        calls: list[Callable[[], Any]] = [
            lambda: client.session.get(ID, extra_headers=headers),
            lambda: client.session.chat(ID, "Hello?", extra_headers=headers),
            lambda: client.session.prompt_async(ID, "Hello?", extra_headers=headers),
            lambda: client.request("GET", "/session", extra_headers=headers),
            lambda: client.conversation(ID).send("Hello?", extra_headers=headers),
        ]
        for call in calls:
            with pytest.raises(kind, match=words) as caught:
                await call()
            assert SECRET not in str(caught.value) + repr(caught.value.__context__)
        at_once: list[Callable[[], Any]] = [
            lambda: client.session.stream(ID, "Hello?", extra_headers=headers),
            lambda: client.session.follow(ID, extra_headers=headers),
            lambda: client.event.subscribe(extra_headers=headers),
        ]
        for begin in at_once:
            with pytest.raises(kind, match=words):
                begin()
        assert server.seen == []

    async def test_their_values_are_nowhere(
        self, client: Any, server: Server, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        extra = {"X-Key": "another-secret", "Cookie": "a=third-secret"}
        for status, content in (
            (200, b"{another-secret"),
            (404, json.dumps({"message": "You sent another-secret", "x": ["a=third-secret"]}).encode()),
            (500, b"another-secret, a=third-secret"),
        ):
            server.responses["GET", f"/session/{ID}"] = httpx.Response(status, content=content)
            with pytest.raises(OpencodeError) as caught:
                await client.session.get(ID, extra_headers=extra)
            error = caught.value
            shown = f"{error!r} {error} {error.body!r} {vars(error)} {pickle.dumps(error)!r}"
            for secret in ("another-secret", "third-secret"):
                assert secret not in shown + caplog.text
            assert "***" in shown

    async def test_values_of_http_itself_are_not_masked(self, client: Any, server: Server) -> None:
        body = {"message": "application/json is what server.test expects; an X is no secret"}
        server.responses["GET", f"/session/{ID}"] = httpx.Response(400, json=body)
        with pytest.raises(OpencodeError) as caught:
            await client.session.get(ID, extra_headers={"X-Short": "X"})
        assert caught.value.body == body


def test_what_can_be_sent() -> None:
    assert checked_headers("h", {"X-One": "", "x!#$%&'*+.^_`|~9-a": "a\tb c~"}) == {
        "x-one": "",
        "x!#$%&'*+.^_`|~9-a": "a\tb c~",
    }


#: Python adds it from 3.13 on.
PYTHONS_OWN_HINT = r"(\. Did you mean 'timeout'\?)?"


@pytest.mark.anyio
class TestUnknownNames:
    @pytest.mark.parametrize(
        ("method", "arguments", "hint"),
        [
            ("session.get", [ID], PYTHONS_OWN_HINT),
            ("session.message", [ID, "msg_1"], PYTHONS_OWN_HINT),
            ("session.chat", [ID, "Hello?"], r"\. Did you mean 'timeout'\?"),
            ("session.prompt_async", [ID, "Hello?"], r"\. Did you mean 'timeout'\?"),
            ("session.wait", [ID], PYTHONS_OWN_HINT),
            ("event.subscribe", [], PYTHONS_OWN_HINT),
            ("session.stream", [ID, "Hello?"], r"\. Did you mean 'timeout'\?"),
            ("session.follow", [ID], PYTHONS_OWN_HINT),
        ],
    )
    async def test_they_are_errors_of_the_method(
        self, client: Any, mode: str, server: Server, method: str, arguments: list[str], hint: str
    ) -> None:
        resource, _, name = method.partition(".")
        kind = f"{'' if mode == 'sync' else 'Async'}{resource.capitalize()}Resource"
        words = rf"{kind}\.{name}\(\) got an unexpected keyword argument 'timeut'{hint}$"
        with pytest.raises(TypeError, match=words):
            await getattr(getattr(client, resource), name)(*arguments, timeut=1)
        assert server.seen == []

    async def test_of_a_conversation(self, client: Any, mode: str) -> None:
        kind = "Conversation" if mode == "sync" else "AsyncConversation"
        conversation = client.conversation(ID)
        with pytest.raises(TypeError, match=rf"{kind}\.send\(\) .* 'modl'\. Did you mean 'model'\?"):
            await conversation.send("Hello?", modl="x")
        with pytest.raises(TypeError, match=rf"{kind}\.stream\(\) .* 'agen'\. Did you mean 'agent'\?"):
            conversation.stream("Hello?", agen=1)
