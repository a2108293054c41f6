"""What an installed package must do with nothing but its dependencies; run by test_packaging.py in clean environments."""

from __future__ import annotations

import asyncio
import pickle

import httpx

import opencode_sessions
from opencode_sessions import APIConnectionError, AsyncOpencode, NotFoundError, Opencode, Part, TextPart, UnknownPart

MESSAGE = {
    "info": {"id": "msg_1", "sessionID": "ses_1", "role": "assistant", "time": {"created": 1700000000000}, "cost": 0.5},
    "parts": [{"id": "prt_1", "type": "text", "text": "Hi."}, {"id": "prt_2", "type": "hologram"}],
}


def answers() -> httpx.MockTransport:
    """A server that is down for one call, then answers."""
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


def sync() -> None:
    """The sync client."""
    with (
        httpx.Client(transport=answers()) as http_client,
        Opencode("http://x.test", http_client=http_client) as client,
    ):
        check(client.session.chat("ses_1", "Hello?", model="a/b"))
        try:
            client.session.get("ses_1")
        except NotFoundError as error:
            assert error.status_code == 404
        else:
            raise AssertionError("no error")


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
        try:
            client.session.list()
        except APIConnectionError:
            pass
        else:
            raise AssertionError("no error")


if __name__ == "__main__":
    for name in opencode_sessions.__all__:
        getattr(opencode_sessions, name)
    sync()
    asyncio.run(awaited())
    own_connections()
    print("opencode_sessions", opencode_sessions.__version__)
