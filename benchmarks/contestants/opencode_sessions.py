"""This SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock
from opencode_sessions import Opencode

if TYPE_CHECKING:
    from opencode_sessions import AsyncOpencode

CANNOT: dict[str, str] = {}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))().id)


def decode(data: bytes) -> Any:
    from opencode_sessions._json import loads, loads_in_portions
    from opencode_sessions_api.api.session.session_messages import decode

    # As a response is decoded.
    messages = loads_in_portions(data, decode)
    return decode(loads(data)) if messages is None else messages


def client(address: str, transport: httpx.BaseTransport | None = None) -> Opencode:
    given = None if transport is None else httpx.Client(transport=transport)
    return Opencode(address, http_client=given)


def async_client(address: str) -> AsyncOpencode:
    from opencode_sessions import AsyncOpencode

    return AsyncOpencode(address)


def get(client: Opencode) -> Callable[[], Any]:
    return lambda: client.session.get(SESSION_ID)


def async_get(client: AsyncOpencode) -> Callable[[], Awaitable[Any]]:
    return lambda: client.session.get(SESSION_ID)


def prompt(client: Opencode, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    from opencode_sessions import FilePartInput, TextPartInput

    kinds: dict[str, Any] = {"text": TextPartInput, "file": FilePartInput}
    typed = [kinds[part["type"]].from_dict(part) for part in parts]
    return lambda: client.session.chat(SESSION_ID, typed)


def subscribe(client: Opencode) -> int:
    count = 0
    with client.event.subscribe() as events:
        for event in events:
            count += 1
            if event.type == "session.idle":
                break
    return count


async def turns(client: AsyncOpencode, session_ids: list[str]) -> int:
    """Stream a turn of each session at once."""

    async def stream(session_id: str) -> int:
        async with client.session.stream(session_id, "Go on.") as turn:
            text = "".join([text async for text in turn.text_deltas])
            await turn.result()
        return len(text)

    return sum(await asyncio.gather(*(stream(session_id) for session_id in session_ids)))


async def broadcast(client: AsyncOpencode, listeners: int, session_ids: list[str]) -> int:
    """Send a prompt to one session after the other, while so many subscriptions listen to all events."""
    ready = asyncio.Barrier(listeners + 1)

    async def listen() -> int:
        count = idle = 0
        async with client.event.subscribe() as events:
            await ready.wait()
            async for event in events:
                count += event.type != "server.connected"
                idle += event.type == "session.idle"
                if idle == len(session_ids):
                    break
        return count

    tasks = [asyncio.create_task(listen()) for _ in range(listeners)]
    await ready.wait()
    for session_id in session_ids:
        await client.session.chat(session_id, "Go on.")
    return sum(await asyncio.gather(*tasks))


def whole_turn(client: Opencode, session_id: str) -> int:
    """Stream a turn."""
    with client.session.stream(session_id, "Go on.") as turn:
        text = "".join(turn.text_deltas)
        turn.result()
    return len(text)


def turn(client: Opencode) -> int:
    from opencode_sessions._turn_content import TurnContent

    state = TurnContent(SESSION_ID)
    length = 0
    with client.event.subscribe(session_id=SESSION_ID) as events:
        for event in events:
            for progress in state.hear(event):
                length += len(progress.text)
            if state.is_idle:
                break
    return length
