"""opencode-client-python."""

from __future__ import annotations

import importlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

_package: Any = importlib.import_module("opencode_client")

CANNOT = {
    "broadcast": "shares no connection between its streams",
    "turns": "has no stream of a turn",
    "whole_turn": "has no stream of a turn",
    "turn": "has no accumulator of a turn",
}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))().id)


def decode(data: bytes) -> Any:
    wire: Any = importlib.import_module("opencode_client.resources._wire")
    pydantic: Any = importlib.import_module("pydantic")
    try:
        return wire.TYPE_ADAPTERS.messages.validate_python(json.loads(data))
    except pydantic.ValidationError as error:
        kinds = sorted({found["type"] for found in error.errors()})
        raise ValueError(f"refuses fields or variants that it does not expect: {', '.join(kinds)}") from None


def client(address: str, transport: httpx.BaseTransport | None = None) -> Any:
    return _package.OpenCodeClient(address, transport=transport)


def async_client(address: str) -> Any:
    return _package.AsyncOpenCodeClient(address)


def get(client: Any) -> Callable[[], Any]:
    return lambda: client.sessions.get(SESSION_ID)


def async_get(client: Any) -> Callable[[], Awaitable[Any]]:
    return lambda: client.sessions.get(SESSION_ID)


def prompt(client: Any, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    kinds = {"text": _package.TextPartInput, "file": _package.FilePartInput}
    typed = [kinds[part["type"]](**part) for part in parts]
    return lambda: client.sessions.prompt(SESSION_ID, typed)


def subscribe(client: Any) -> int:
    count = 0
    with client.server.stream_events() as stream:
        for event in stream.iter_events():
            count += 1
            if event.type == "session.idle":
                break
    return count
