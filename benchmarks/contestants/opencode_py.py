"""opencode-py."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

_package: Any = importlib.import_module("opencode")

CANNOT = {
    "broadcast": "shares no connection between its streams",
    "turns": "has no stream of a turn",
    "decode": "gives messages as the dicts that json.loads made",
}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))().id)


def client(address: str, transport: httpx.BaseTransport | None = None) -> Any:
    given = None if transport is None else httpx.Client(transport=transport)
    return _package.OpencodeClient(base_url=address, httpx_client=given)


def async_client(address: str) -> Any:
    return _package.AsyncOpendcodeClient(base_url=address)


def get(client: Any) -> Callable[[], Any]:
    return lambda: client.session_get(SESSION_ID)


def async_get(client: Any) -> Callable[[], Awaitable[Any]]:
    return lambda: client.session_get(SESSION_ID)


def prompt(client: Any, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    return lambda: client.session_send(SESSION_ID, {"parts": parts})


def subscribe(client: Any) -> int:
    count = 0
    for line in client.event_subscribe().iter_lines():
        if line.startswith("data: "):
            count += 1
            if _package.parse_stream_event(line[6:]).type == "session.idle":
                break
    return count


def turn(client: Any) -> int:
    opencode = _package.Opencode()
    opencode._client = client
    session = _package.Session(client, SESSION_ID)
    return sum(map(len, opencode.ask_stream("Hello!", session=session)))


def whole_turn(client: Any, session_id: str) -> int:
    opencode = _package.Opencode()
    opencode._client = client
    return sum(map(len, opencode.ask_stream("Go on.", session=_package.Session(client, session_id))))
