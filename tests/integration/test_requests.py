"""Permissions whose lists and answers fail for a while: nothing is forgotten, and nobody is asked twice."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from opencode_sessions import InternalServerError, OpencodeError, PermissionDeniedError, _retry
from opencode_sessions._async import inbox as async_inbox
from opencode_sessions._sync import inbox as sync_inbox
from tests.support.loopback import CONNECTED, HEAD, Connection, Loopback, encode_event
from tests.support.samples import SESSION, assistant_message
from tests.support.waiting import eventually, wait_until

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

MakeClient = Callable[..., Any]
ID = SESSION["id"]
ANSWER = f"/session/{ID}/permissions/"
LISTS = ["/permission", "/question", "/session/status", "/experimental/session"]
FOR_EVER = 10**9


def permission(identifier: str) -> dict[str, Any]:
    request = {"id": identifier, "sessionID": ID, "permission": "bash", "patterns": ["ls"], "metadata": {}}
    return {**request, "always": []}


class Failing(Loopback):
    """A server whose agent waits for permissions, behind a proxy that fails.

    Attributes:
        failures: For the beginning of a path: the status to respond with, and how often.
        waiting: The permissions that wait.
        answers: Those that were answered, and how.
        seen: The paths of all requests.
    """

    def __init__(self) -> None:
        super().__init__(self._respond)
        self.failures: dict[str, tuple[int | str, int]] = {}
        self.waiting: list[str] = []
        self.answers: list[tuple[str, str]] = []
        self.seen: list[str] = []
        self._events: list[Any] = []
        self._prompted = threading.Event()

    def ask(self, identifier: str) -> None:
        """Let the agent ask for a permission."""
        self.waiting.append(identifier)
        self._events.append({"type": "permission.asked", "properties": permission(identifier)})

    def settle(self, identifier: str) -> None:
        """Let somebody else answer."""
        self.waiting.remove(identifier)
        properties = {"sessionID": ID, "requestID": identifier, "reply": "once"}
        self._events.append({"type": "permission.replied", "properties": properties})

    def count(self, path: str) -> int:
        """How many requests there were."""
        return sum(seen.startswith(path) for seen in self.seen)

    def _respond(self, connection: Connection) -> None:
        path = connection.path
        self.seen.append(path)
        for begin, (status, times) in self.failures.items():
            if path.startswith(begin) and times:
                self.failures[begin] = (status, times - 1)
                self._fail(connection, status)
                return
        if path in ("/event", "/global/event"):
            self._send_events(connection, is_global=path == "/global/event")
        elif path.startswith(ANSWER):
            identifier = path.removeprefix(ANSWER)
            self.answers.append((identifier, json.loads(connection.body)["response"]))
            self.settle(identifier)
            connection.respond(True)
        elif path == f"/session/{ID}/message" and connection.method == "POST":
            self.ask("per_1")
            wait_until(lambda: not self.waiting or self.closing.is_set())
            connection.respond(assistant_message())
        else:
            connection.respond(self._state(path))

    def _state(self, path: str) -> Any:
        return {
            f"/session/{ID}": SESSION,
            "/session/status": {ID: {"type": "busy"}},
            "/permission": [permission(identifier) for identifier in self.waiting],
            "/global/health": {"healthy": True, "version": "1.18.33"},
        }.get(path, [])

    def _fail(self, connection: Connection, status: int | str) -> None:
        if isinstance(status, str):
            content, head = status.encode(), "200 OK\r\nContent-Type: application/json"
        else:
            content, head = b"<html>Later.</html>", f"{status} No\r\nContent-Type: text/html"
        head += f"\r\nContent-Length: {len(content)}\r\nConnection: close"
        connection.send(f"HTTP/1.1 {head}\r\n\r\n".encode() + content)

    def _send_events(self, connection: Connection, *, is_global: bool) -> None:
        sent = len(self._events)
        connection.send(HEAD + (encode_event({"payload": {"type": "server.connected"}}) if is_global else CONNECTED))
        while not self.closing.wait(0.02):
            for event in self._events[sent:]:
                sent += 1
                wrapped = {"directory": SESSION["directory"], "payload": event}
                connection.send(encode_event(wrapped if is_global else event))


@pytest.fixture
def server() -> Iterator[Failing]:
    with Failing() as server:
        yield server


@pytest.fixture
def client(make_client: MakeClient, server: Failing) -> Any:
    return make_client(server.url)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts come soon, and whoever enters an inbox does not wait for long."""
    monkeypatch.setattr(_retry, "FIRST_BACKOFF", 0.01)
    monkeypatch.setattr(_retry.backoff, "__defaults__", (0.05,))
    for module in (async_inbox, sync_inbox):
        monkeypatch.setattr(module, "_READY_SECONDS", 0.2)


def always_once(asked: list[str]) -> Callable[[Any], str]:
    """A function that permits everything, and notes what it was asked."""

    def decide(request: Any) -> str:
        asked.append(request.id)
        return "once"

    return decide


async def all_of(view: Any) -> list[Any]:
    return [item async for item in view]


async def until(condition: Callable[[], object]) -> None:
    async def ask() -> bool:
        return bool(condition())

    await eventually(ask)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("status", [429, 500, 502, 503, "{"])
async def test_a_list_that_fails_once_is_read_again(
    client: Any, server: Failing, path: str, status: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (async_inbox, sync_inbox):
        monkeypatch.setattr(module, "_READY_SECONDS", 60.0)
    server.ask("per_1")
    server.failures[path] = (status, 1)
    async with client.inbox() as inbox:
        assert [request.id for request in inbox.pending_requests] == ["per_1"]
        await until(lambda: server.count(path) == 2)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("path", LISTS)
async def test_a_list_that_fails_for_good_keeps_nobody_from_being_answered(
    client: Any, server: Failing, path: str
) -> None:
    asked: list[str] = []
    server.failures[path] = (500, FOR_EVER)
    async with client.inbox(on_permission=always_once(asked)):
        server.ask("per_1")
        await until(lambda: server.answers == [("per_1", "once")])
        server.ask("per_2")
        await until(lambda: server.answers == [("per_1", "once"), ("per_2", "once")])
    assert asked == ["per_1", "per_2"]


async def test_a_list_that_is_refused_is_not_read_again(
    client: Any, server: Failing, caplog: pytest.LogCaptureFixture
) -> None:
    server.failures["/permission"] = (403, FOR_EVER)
    with caplog.at_level(logging.WARNING, "opencode_sessions"):
        async with client.inbox() as inbox:
            server.ask("per_1")
            assert (await anext(inbox)).id == "per_1"
    assert "cannot be read" in caplog.text
    # The second is of the directory that the event named.
    assert server.count("/permission") <= 2


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize("times", [1, 8])
@pytest.mark.parametrize("way", ["inbox", "turn"])
async def test_an_answer_is_sent_until_it_arrives(
    client: Any, server: Failing, status: int, times: int, way: str
) -> None:
    asked: list[str] = []
    server.failures[ANSWER] = (status, times)
    if way == "inbox":
        async with client.inbox(on_permission=always_once(asked)):
            server.ask("per_1")
            await until(lambda: server.answers)
    else:
        async with client.session.stream(ID, "Go on.", on_permission=always_once(asked)) as turn:
            await turn.result()
    assert (asked, server.answers, server.count(ANSWER)) == (["per_1"], [("per_1", "once")], times + 1)


@pytest.mark.usefixtures("quick")
async def test_a_turn_whose_answer_does_not_arrive_in_time(client: Any, server: Failing) -> None:
    asked: list[str] = []
    server.failures[ANSWER] = (502, FOR_EVER)
    async with client.session.stream(ID, "Go on.", on_permission=always_once(asked), reconnect=0.5) as turn:
        with pytest.raises(InternalServerError, match="permissions"):
            await turn.result()
        assert server.count(ANSWER) > 3
        # Asked once more, it goes on, with the answer that was given.
        server.failures.clear()
        await turn.result()
    assert (asked, server.answers) == (["per_1"], [("per_1", "once")])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [403, "{"])
async def test_an_answer_that_the_server_does_not_take(client: Any, server: Failing, status: int | str) -> None:
    server.failures[ANSWER] = (status, FOR_EVER)
    async with client.session.stream(ID, "Go on.", on_permission=lambda request: "once") as turn:
        with pytest.raises(OpencodeError):
            await turn.result()
        assert server.count(ANSWER) == (1 if status == 403 else 3)
        server.failures.clear()
        await turn.result()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("status", "way"), [(403, "inbox"), (502, "inbox"), (502, "turn")])
async def test_what_somebody_else_answers_meanwhile_is_left_alone(
    client: Any, server: Failing, status: int, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []
    server.failures[ANSWER + "per_1"] = (status, FOR_EVER)

    def settle() -> None:
        if wait_until(lambda: server.count(ANSWER) >= 4):
            server.settle("per_1")

    other = threading.Thread(target=settle)
    other.start()
    if way == "inbox":
        async with client.inbox(on_permission=always_once(asked)) as inbox:
            server.ask("per_1")
            await until(lambda: not server.waiting)
            # It goes on.
            server.ask("per_2")
            await until(lambda: server.answers and not inbox.pending_requests)
        assert (asked, server.answers) == (["per_1", "per_2"], [("per_2", "once")])
        assert "The answer to the permission bash for ls (per_1) cannot be sent" in caplog.text
    else:
        async with client.session.stream(ID, "Go on.", on_permission=always_once(asked)) as turn:
            await turn.result()
        assert (asked, server.answers) == (["per_1"], [])
    other.join()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("way", ["inbox", "turn"])
async def test_an_answer_of_the_caller_is_sent_again_and_then_raises(client: Any, server: Failing, way: str) -> None:
    async def check(view: Any, reply_to: Any) -> None:
        server.failures[ANSWER] = (502, FOR_EVER)
        with pytest.raises(InternalServerError):
            await view.reply(reply_to, "once")
        server.failures[ANSWER] = (403, 1)
        with pytest.raises(PermissionDeniedError):
            await view.reply(reply_to, "once")
        server.failures[ANSWER] = (503, 2)
        await view.reply(reply_to, "once")
        assert server.answers == [("per_1", "once")]

    if way == "inbox":
        async with client.inbox() as inbox:
            server.ask("per_1")
            await check(inbox, await anext(inbox))
    else:
        async with client.session.stream(ID, "Go on.") as turn:
            async for event in turn.events:
                if event.type == "permission.asked":
                    break
            await check(turn, "per_1")
            await turn.result()


@pytest.mark.parametrize("raised", [StopIteration, StopAsyncIteration])
@pytest.mark.parametrize("way", ["inbox", "turn", "views"])
async def test_a_function_that_has_no_further_answer(client: Any, server: Failing, raised: Any, way: str) -> None:
    answers: Iterator[str] = iter(())

    def decide(request: Any) -> str:
        if raised is StopIteration:
            return next(answers)
        raise StopAsyncIteration

    match = f"on_permission raised {raised.__name__}"
    if way == "inbox":
        async with client.inbox(on_permission=decide) as inbox:
            server.ask("per_1")
            with pytest.raises(RuntimeError, match=match) as caught:
                await anext(inbox)
    else:
        async with client.session.stream(ID, "Go on.", on_permission=decide) as turn:
            with pytest.raises(RuntimeError, match=match) as caught:
                await (turn.result() if way == "turn" else all_of(turn.text_deltas))
    assert isinstance(caught.value.__cause__, raised)
    assert server.answers == [("per_1", "reject")]


@pytest.mark.parametrize("raised", [StopIteration, StopAsyncIteration])
async def test_an_async_function_that_has_no_further_answer(
    client: Any, server: Failing, raised: Any, mode: str
) -> None:
    if mode == "sync":
        pytest.skip("there are none")

    async def decide(request: Any) -> str:
        raise raised

    async with client.session.stream(ID, "Go on.", on_permission=decide) as turn:
        with pytest.raises(RuntimeError, match=f"raised {raised.__name__}"):
            await turn.result()


@pytest.mark.parametrize("raised", [SystemExit, KeyboardInterrupt])
async def test_a_function_that_wants_to_end_the_program(client: Any, server: Failing, raised: Any) -> None:
    """Nobody hears of that in a thread of the inbox's own: whoever iterates does."""

    def decide(request: Any) -> str:
        raise raised

    async with client.inbox(on_permission=decide) as inbox:
        server.ask("per_1")
        with pytest.raises(raised):
            await anext(inbox)
    assert server.answers == [("per_1", "reject")]
