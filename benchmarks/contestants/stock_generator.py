"""The unmodified output of openapi-python-client for the same contract."""

from __future__ import annotations

import importlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

_package: Any = importlib.import_module("stock_api")

CANNOT = {
    "broadcast": "shares no connection between its streams",
    "turns": "has no stream of a turn",
    "whole_turn": "has no stream of a turn",
    "subscribe": "waits for the end of the stream, and reads it as one JSON document",
    "turn": "has no accumulator of a turn",
}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))().id)


def decode(data: bytes) -> Any:
    models: Any = importlib.import_module("stock_api.models")
    return [models.SessionMessagesResponseItem.from_dict(item) for item in json.loads(data)]


def client(address: str, transport: httpx.BaseTransport | None = None) -> Any:
    return _package.Client(base_url=address, httpx_args={"transport": transport})


def async_client(address: str) -> Any:
    return _package.Client(base_url=address)


def get(client: Any) -> Callable[[], Any]:
    operation: Any = importlib.import_module("stock_api.api.session.session_get")
    return lambda: operation.sync(SESSION_ID, client=client)


def async_get(client: Any) -> Callable[[], Awaitable[Any]]:
    operation: Any = importlib.import_module("stock_api.api.session.session_get")
    return lambda: operation.asyncio(SESSION_ID, client=client)


def prompt(client: Any, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    operation: Any = importlib.import_module("stock_api.api.session.session_chat")
    models: Any = importlib.import_module("stock_api.models")
    kinds = {"text": models.TextPartInput, "file": models.FilePartInput}
    body = models.SessionChatParams(parts=[kinds[part["type"]].from_dict(part) for part in parts])
    return lambda: operation.sync(SESSION_ID, client=client, body=body)
