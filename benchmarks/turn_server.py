"""A server on loopback whose every prompt is a turn of 200 deltas, for measuring many turns at once.

python -m benchmarks.turn_server    # prints its address, and serves until it is ended
"""

from __future__ import annotations

import asyncio
import json
from itertools import count
from typing import Any

from benchmarks.workload import MESSAGE, SESSION

#: Deltas of each turn, sent in so many portions.
DELTAS = 200
_PORTIONS = 20
#: The events of a turn.
EVENTS = DELTAS + 7


class TurnServer:
    """Sends the events of all turns to everybody who listens, as the real server does."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.StreamWriter] = set()
        self._numbers = count(1)

    async def serve(self) -> None:
        """Listen, print the address, and serve."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=1024)
        print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                method, path = head.split(" ", 2)[:2]
                length = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
                body = await reader.readexactly(length)
                path = path.partition("?")[0]
                if path == "/event":
                    await self._listen(reader, writer)
                    return
                session_id = [*path.split("/"), ""][2]
                if method == "post":
                    respond(writer, await self._turn(session_id, json.loads(body)))
                else:
                    respond(writer, [] if path.endswith(("/message", "/children")) else SESSION | {"id": session_id})
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        send(writer, [{"type": "server.connected", "properties": {}}])
        self._listeners.add(writer)
        try:
            await reader.read()
        finally:
            self._listeners.discard(writer)

    async def _turn(self, session_id: str, prompt: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        place = {"sessionID": session_id, "messageID": f"msg_{number}b", "id": f"prt_{number}"}
        created = 1795000000000 + number * 10
        user = {"id": f"msg_{number}a", "sessionID": session_id, "role": "user", "time": {"created": created}}
        user |= {"agent": "build", "model": {"providerID": "stub", "modelID": "stub"}}
        info = MESSAGE | {"id": place["messageID"], "sessionID": session_id, "parentID": user["id"]}
        text = "".join(f"word{word} " for word in range(DELTAS))
        part = place | {"type": "text", "text": "", "time": {"start": created + 1}}
        begun = info | {"time": {"created": created + 1}}
        ended = info | {"time": {"created": created + 1, "completed": created + 2}}
        whole = part | {"text": text, "time": {"start": created + 1, "end": created + 2}}
        asked = {"id": f"prt_{number}a", **prompt["parts"][0], "sessionID": session_id, "messageID": user["id"]}
        await self._tell(
            [event("message.updated", session_id, info=user), event("message.part.updated", session_id, part=asked)]
        )
        await self._tell([event("message.updated", session_id, info=begun)])
        await self._tell([event("message.part.updated", session_id, part=part)])
        for portion in range(_PORTIONS):
            words = range(portion * DELTAS // _PORTIONS, (portion + 1) * DELTAS // _PORTIONS)
            delta = {"messageID": place["messageID"], "partID": place["id"], "field": "text"}
            await self._tell([event("message.part.delta", session_id, delta=f"word{word} ", **delta) for word in words])
            # Others have their turn.
            await asyncio.sleep(0)
        await self._tell([event("message.part.updated", session_id, part=whole)])
        await self._tell([event("message.updated", session_id, info=ended), event("session.idle", session_id)])
        return {"info": ended, "parts": [whole]}

    async def _tell(self, events: list[dict[str, Any]]) -> None:
        for writer in list(self._listeners):
            send(writer, events)
            await writer.drain()


def event(kind: str, session_id: str, **properties: Any) -> dict[str, Any]:
    """Return an event about a session."""
    return {"type": kind, "properties": {"sessionID": session_id, **properties}}


def send(writer: asyncio.StreamWriter, events: list[dict[str, Any]]) -> None:
    """Write events as one chunk."""
    data = b"".join(b"data: %s\n\n" % json.dumps(each).encode() for each in events)
    writer.write(b"%x\r\n%s\r\n" % (len(data), data))


def respond(writer: asyncio.StreamWriter, body: Any) -> None:
    """Write a response of JSON."""
    data = json.dumps(body).encode()
    writer.write(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(data), data)
    )


if __name__ == "__main__":
    asyncio.run(TurnServer().serve())
