"""The floor: bare httpx, httpx-sse and json, with dicts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from benchmarks.workload import ADDRESS, SESSION_ID, mock

CANNOT: dict[str, str] = {}

_PROMPT = {"parts": [{"type": "text", "text": "Go on."}]}


def first_answer() -> str:
    return str(get(client(ADDRESS, mock()))()["id"])


def decode(data: bytes) -> Any:
    return json.loads(data)


def client(address: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    return httpx.Client(base_url=address, transport=transport)


def async_client(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, limits=httpx.Limits(max_connections=None))


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


async def turns(client: httpx.AsyncClient, session_ids: list[str]) -> int:
    """Send a prompt to each session at once, and read all their text from one stream of events."""
    from httpx_sse import aconnect_sse

    client.timeout = httpx.Timeout(None)
    texts = dict.fromkeys(session_ids, "")
    running = set(session_ids)
    async with aconnect_sse(client, "GET", "/event") as source:
        prompts: list[asyncio.Task[httpx.Response]] = []
        async for sent in source.aiter_sse():
            event = json.loads(sent.data)
            kind, properties = event["type"], event["properties"]
            if kind == "message.part.delta":
                texts[properties["sessionID"]] += properties["delta"]
            elif kind == "server.connected":
                prompts = [asyncio.create_task(client.post(f"/session/{each}/message", json=_PROMPT)) for each in texts]
            elif kind == "session.idle":
                running.discard(properties["sessionID"])
                if not running:
                    break
        for prompt in prompts:
            (await prompt).json()
    return sum(map(len, texts.values()))


async def broadcast(client: httpx.AsyncClient, listeners: int, session_ids: list[str]) -> int:
    """Send a prompt to one session after the other, and hand every event of one stream to so many listeners."""
    from httpx_sse import aconnect_sse

    queues: list[asyncio.Queue[Any]] = [asyncio.Queue() for _ in range(listeners)]

    async def listen(queue: asyncio.Queue[Any]) -> int:
        count = idle = 0
        while idle < len(session_ids):
            event = await queue.get()
            count += event["type"] != "server.connected"
            idle += event["type"] == "session.idle"
        return count

    async def read() -> None:
        async with aconnect_sse(client, "GET", "/event") as source:
            async for sent in source.aiter_sse():
                event = json.loads(sent.data)
                for queue in queues:
                    queue.put_nowait(event)
                if event["type"] == "server.connected":
                    connected.set()

    client.timeout = httpx.Timeout(None)
    connected = asyncio.Event()
    reader = asyncio.create_task(read())
    listening = [asyncio.create_task(listen(queue)) for queue in queues]
    await connected.wait()
    for session_id in session_ids:
        await client.post(f"/session/{session_id}/message", json=_PROMPT)
    counts = await asyncio.gather(*listening)
    reader.cancel()
    return sum(counts)


def whole_turn(client: httpx.Client, session_id: str) -> int:
    """Send a prompt, and read its text from the stream of events meanwhile."""
    from concurrent.futures import Future, ThreadPoolExecutor

    from httpx_sse import connect_sse

    client.timeout = httpx.Timeout(None)
    text = ""
    prompts: list[Future[httpx.Response]] = []
    with ThreadPoolExecutor(1) as pool, connect_sse(client, "GET", "/event") as source:
        for sent in source.iter_sse():
            event = json.loads(sent.data)
            if event["type"] == "message.part.delta":
                text += event["properties"]["delta"]
            elif event["type"] == "server.connected":
                prompts.append(pool.submit(client.post, f"/session/{session_id}/message", json=_PROMPT))
            elif event["type"] == "session.idle":
                break
        for prompt in prompts:
            prompt.result().json()
    return len(text)


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
