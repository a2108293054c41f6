"""What every contestant is given: answers of a server that is not there, events, prompts. Needs nothing but httpx."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx

ADDRESS = "http://127.0.0.1:4096"
SESSION_ID = "ses_5c2b7d1f0ffeQ1sUwYp0Vh3k9b"
_MESSAGE_ID = "msg_a3d482e0f001Zk2mXq8RtYw4Lc"
_PART_ID = "prt_a3d482e0f002Bv7nHs1JdKe5Po"
_TOKENS = {"input": 1200, "output": 80, "reasoning": 0, "cache": {"read": 0, "write": 0}}

#: A session; `location` is what servers of the 2.x API call the directory.
SESSION: dict[str, Any] = {
    "id": SESSION_ID,
    "slug": "lucky-river",
    "projectID": "global",
    "directory": "/home/me/project",
    "path": "",
    "location": {"directory": "/home/me/project"},
    "title": "Fix the parser",
    "version": "1.18.33",
    "cost": 0.25,
    "tokens": _TOKENS,
    "time": {"created": 1795000000000, "updated": 1795000001000},
}
MESSAGE: dict[str, Any] = {
    "id": _MESSAGE_ID,
    "sessionID": SESSION_ID,
    "parentID": "msg_a3d482d0f001Zk2mXq8RtYw4Lc",
    "role": "assistant",
    "mode": "build",
    "agent": "build",
    "path": {"cwd": "/home/me/project", "root": "/home/me/project"},
    "cost": 0.25,
    "tokens": _TOKENS,
    "modelID": "claude-sonnet-4-5",
    "providerID": "anthropic",
    "time": {"created": 1795000000000, "completed": 1795000001000},
    "finish": "stop",
    # The official SDK, which knows servers before 1.0.0, asks for it.
    "system": [],
}
_ENTITY = {"id": _PART_ID, "sessionID": SESSION_ID, "messageID": _MESSAGE_ID}
REPLY = {"info": MESSAGE, "parts": [{**_ENTITY, "type": "text", "text": "Hello!"}]}
#: What servers of the 2.x API answer to a prompt.
_ADMITTED = {
    "id": _MESSAGE_ID,
    "sessionID": SESSION_ID,
    "time": {"created": 1795000000000},
    "type": "user",
    "payload": {"text": "Hello!"},
    "delivery": "queue",
}

PROMPT: list[dict[str, Any]] = [{"type": "text", "text": "Why does test_parse fail?"}]


def files(size: int = 1_000_000, count: int = 4) -> list[dict[str, Any]]:
    """A prompt with so many bytes of files, as parts."""
    import base64
    import random

    data = base64.b64encode(random.Random(1).randbytes(size * 3 // 4 // count)).decode()
    part = {"type": "file", "mime": "image/png", "filename": "screen.png", "url": f"data:image/png;base64,{data}"}
    return [*PROMPT, *[part] * count]


def events(count: int) -> list[dict[str, Any]]:
    """A turn of so many pieces of text, as its events."""
    info = {key: value for key, value in MESSAGE.items() if key != "finish"} | {"time": {"created": 1795000000000}}
    part = {**_ENTITY, "type": "text", "text": "", "time": {"start": 1795000000000}}
    sent = [
        ("server.connected", {}),
        ("message.updated", {"sessionID": SESSION_ID, "info": info}),
        ("message.part.updated", {"sessionID": SESSION_ID, "part": part, "time": 1795000000000}),
    ]
    place = {"sessionID": SESSION_ID, "messageID": _MESSAGE_ID, "partID": _PART_ID, "field": "text"}
    sent += [("message.part.delta", {**place, "delta": f"word{number} "}) for number in range(count)]
    sent += [("session.idle", {"sessionID": SESSION_ID})]
    return [
        {"id": f"evt_{number:012x}Bv7nHs1JdKe5Po", "type": kind, "properties": properties}
        for number, (kind, properties) in enumerate(sent)
    ]


class _Chunks(httpx.SyncByteStream):
    """A body that comes as a socket gives it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), 65536):
            yield self._body[start : start + 65536]


def streaming(count: int) -> httpx.MockTransport:
    """A server that streams the events of a turn."""
    lines = (json.dumps(event, separators=(",", ":")) for event in events(count))
    body = "".join(f"data: {line}\n\n" for line in lines).encode()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return answering()(request)
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=_Chunks(body))

    return httpx.MockTransport(answer)


def answering() -> Callable[[httpx.Request], httpx.Response]:
    """What a server answers to a session's GET and to a prompt's POST; those of the 2.x API wrap it."""
    bodies = {
        (method, is_new): json.dumps({"data": new} if is_new else old).encode()
        for method, old, new in (("GET", SESSION, SESSION), ("POST", REPLY, _ADMITTED))
        for is_new in (False, True)
    }
    headers = {"content-type": "application/json"}

    def answer(request: httpx.Request) -> httpx.Response:
        is_new = request.url.path.startswith("/api/")
        return httpx.Response(200, headers=headers, content=bodies[request.method, is_new])

    return answer


def mock() -> httpx.MockTransport:
    """The same as a transport, for sync and async clients."""
    return httpx.MockTransport(answering())
