"""opencode-python-sdk, for the 2.x API under `/api`: sessions and prompts are comparable, messages and events not."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

_package: Any = importlib.import_module("opencode")

CANNOT = dict.fromkeys(
    ("broadcast", "decode", "subscribe", "turn", "turns", "whole_turn"),
    "is for the 2.x API, whose messages and events are others",
)


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))().id)


def client(address: str, transport: httpx.BaseTransport | None = None) -> Any:
    return _package.Opencode(address, transport=transport)


def async_client(address: str) -> Any:
    return _package.AsyncOpencode(address)


def get(client: Any) -> Callable[[], Any]:
    return lambda: client.session.get(SESSION_ID)


def async_get(client: Any) -> Callable[[], Awaitable[Any]]:
    return lambda: client.session.get(SESSION_ID)


def prompt(client: Any, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    text = parts[0]["text"]
    files = [{"uri": part["url"], "name": part["filename"]} for part in parts[1:]]
    return lambda: client.session.prompt(SESSION_ID, text=text, files=files)
