"""The floor: bare httpx, httpx-sse and json, with dicts."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

CANNOT: dict[str, str] = {}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))()["id"])


def decode(data: bytes) -> Any:
    return json.loads(data)


def client(address: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    return httpx.Client(base_url=address, transport=transport)


def async_client(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address)


def get(client: httpx.Client) -> Callable[[], Any]:
    url = f"{str(client.base_url).rstrip('/')}/session/{SESSION_ID}"
    return lambda: client.get(url).json()


def async_get(client: httpx.AsyncClient) -> Callable[[], Awaitable[Any]]:
    url = f"{str(client.base_url).rstrip('/')}/session/{SESSION_ID}"

    async def call() -> Any:
        return (await client.get(url)).json()

    return call


def prompt(client: httpx.Client, parts: list[dict[str, Any]]) -> Callable[[], Any]:
    url = f"{str(client.base_url).rstrip('/')}/session/{SESSION_ID}/message"
    return lambda: client.post(url, json={"parts": parts}).json()


def subscribe(client: httpx.Client) -> int:
    from httpx_sse import connect_sse

    count = 0
    with connect_sse(client, "GET", "/event") as source:
        for event in source.iter_sse():
            count += 1
            if json.loads(event.data)["type"] == "session.idle":
                break
    return count


def turn(client: httpx.Client) -> int:
    from httpx_sse import connect_sse

    length = 0
    with connect_sse(client, "GET", "/event") as source:
        for sent in source.iter_sse():
            event = json.loads(sent.data)
            if event["type"] == "message.part.delta":
                length += len(event["properties"]["delta"])
            elif event["type"] == "session.idle":
                break
    return length
