"""Checks of an installed package with only its dependencies; test_packaging.py runs it."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from importlib import import_module

import httpx

import opencode_sessions
from opencode_sessions import APIConnectionError, AsyncOpencode, NotFoundError, Opencode, Part, TextPart, UnknownPart

MESSAGE = {
    "info": {
        "id": "msg_1",
        "sessionID": "ses_1",
        "role": "assistant",
        "time": {"created": 1700000000000, "completed": 1700000001000},
        "cost": 0.5,
    },
    "parts": [{"id": "prt_1", "type": "text", "text": "Hi."}, {"id": "prt_2", "type": "hologram"}],
}


def answers() -> httpx.MockTransport:
    """A server that is down for one call, then responds."""
    calls = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        if calls % 2:
            raise httpx.ConnectError("down")
        if request.method == "GET":
            return httpx.Response(404, json={"name": "NotFoundError", "data": {"message": "No."}})
        return httpx.Response(200, json=MESSAGE)

    return httpx.MockTransport(answer)


def check(reply: opencode_sessions.Reply) -> None:
    """It is decoded, kept, and pickles."""
    assert (reply.text, reply.cost) == ("Hi.", 0.5)
    assert [type(part) for part in reply.parts] == [TextPart, UnknownPart]
    assert all(isinstance(part, Part) for part in reply.parts)
    assert reply.to_dict() == MESSAGE
    assert pickle.loads(pickle.dumps(reply)) == reply
    assert str(reply.info.time.created_at) == "2023-11-14 22:13:20+00:00"


def fails(kind: type[Exception], call: Callable[[], object]) -> bool:
    """Check that a call raises this error. There is no pytest here."""
    try:
        call()
    except kind:
        return True
    return False


def sync() -> None:
    """The sync client."""
    with (
        httpx.Client(transport=answers()) as http_client,
        Opencode("http://x.test", http_client=http_client) as client,
    ):
        check(client.session.chat("ses_1", "Hello?", model="a/b"))
        assert fails(NotFoundError, lambda: client.session.get("ses_1"))


async def awaited() -> None:
    """The async client."""
    async with (
        httpx.AsyncClient(transport=answers()) as http_client,
        AsyncOpencode("http://x.test", http_client=http_client) as client,
    ):
        check(await client.session.chat("ses_1", "Hello?", model="a/b"))


def own_connections() -> None:
    """The client's own connections, to a port where nothing listens."""
    with Opencode("http://127.0.0.1:1", max_retries=0) as client:
        assert fails(APIConnectionError, client.session.list)


if __name__ == "__main__":
    package = import_module("opencode_sessions")
    for name in package.__all__:
        getattr(package, name)
    sync()
    asyncio.run(awaited())
    own_connections()
    print("opencode_sessions", opencode_sessions.__version__)
