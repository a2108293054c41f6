"""This SDK."""

from __future__ import annotations

import json
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
    from opencode_sessions_api.api.session import session_messages

    return session_messages.decode(json.loads(data))


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


def turn(client: Opencode) -> int:
    from opencode_sessions.turns import TurnState

    state = TurnState(SESSION_ID)
    length = 0
    with client.event.subscribe(session_id=SESSION_ID) as events:
        for event in events:
            for progress in state.hear(event):
                length += len(progress.text)
            if state.is_idle:
                break
    return length
