"""A proxy on loopback that passes bytes on, and injects faults into connections as a plan says."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from attrs import frozen

from tools.faults.kinds import Draw, Fault, role_of
from tools.faults.wire import (
    LAST_CHUNK,
    Connection,
    Disconnected,
    Head,
    accept,
    chunk,
    connect,
    read_body,
    read_head,
    refuse,
)

__all__ = ["FaultProxy", "InjectedFault"]

Pieces = AsyncIterator[bytes]

#: Seconds, at most, that each kind takes.
_REFUSED = 0.6
_LATE_STATUS = 0.8
_STALLED = 3.0
_PIECE_LATE = 0.02
_BYTE_LATE = 0.2
_BYTES_LATE = 20
_STATUSES = (401, 502, 503, 504)
#: What a proxy's response consists of: the type, and the body.
_BODIES = (
    ("text/html", b"<html><body><h1>Bad Gateway</h1></body></html>"),
    ("application/json", b'{"name": 5, "data": [7]}'),
    ("text/plain", b""),
    ("application/json", b'{"success": false, "error": {"issues": [5]}}'),
    ("application/json", b"[" * 3000 + b"]" * 3000),
    ("application/json; charset=nonsense", b'{"name": "\xff\xfe"}'),
    ("application/json", b'{"name": "UnknownError", "data": {"message": "Try later"}'),
)
#: What comes between events in a noisy stream. None of it is an event that means anything.
_NOISE = (
    b": a comment\n\n",
    b"id: 7\n\n",
    b"retry: 3000\n\n",
    b"data: {not json\n\n",
    b"data: {}\n\n",
    b"data: null\n\n",
    b"data: []\n\n",
    b'data: {"type": "message.part.updated", "properties": {"part": 5}}\n\n',
    b'data: {"type": "message.part.delta", "properties": null}\n\n',
    b'data: {"type": "session.idle"}\n\n',
    b'event: message\ndata: {"type": "something.new",\ndata: "properties": {}}\n\n',
    b"\r\n\r\n",
    b"data: \xff\xfe\xc3\n\n",
    b"data: " + b"[" * 3000 + b"]" * 3000 + b"\n\n",
)


@frozen
class InjectedFault:
    """A fault that was injected: its kind, the role and number of the request, and when (seconds after the start)."""

    kind: str
    role: str
    number: int
    at: float


class FaultProxy:
    """Passes on HTTP between a client and a server, one request at a time for each connection.

    Args:
        target: Gives the server's port.
        draw: Gives the fault of each request.

    Attributes:
        injected: The faults that were injected, in order.
        sessions: The sessions to which prompts were sent.
    """

    def __init__(self, target: Callable[[], int], draw: Draw) -> None:
        self.injected: list[InjectedFault] = []
        self.sessions: set[str] = set()
        self._target = target
        self._draw = draw
        self._numbers: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._started = 0.0
        self._is_up = False

    @property
    def url(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Listen."""
        self._started = self._started or asyncio.get_running_loop().time()
        self._is_up = True
        if self._server is None:
            self._server = await accept(self._talk, self._tasks, self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Break all connections and refuse others, as when the server has ended; `start` listens again."""
        self._is_up = False
        await self._refuse()
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for connection in list(self._connections):
            connection.reset()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def __aenter__(self) -> FaultProxy:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _refuse(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await refuse(server)

    async def _refuse_for(self, seconds: float) -> None:
        await self._refuse()
        await asyncio.sleep(seconds)
        if self._is_up:
            await self.start()

    async def _talk(self, client: Connection) -> None:
        self._connections.add(client)
        try:
            while True:
                head = await read_head(client)
                body = b"".join([piece async for piece in read_body(client, head)])
                role = role_of(head)
                if role == "prompt":
                    self.sessions.add(head.start.split("/")[2])
                number = self._numbers[role]
                self._numbers[role] += 1
                await self._pass_on(client, head, body, role, number)
        finally:
            self._connections.discard(client)

    async def _pass_on(self, client: Connection, head: Head, body: bytes, role: str, number: int) -> None:
        fault = self._draw(role, number)

        def record() -> None:
            if fault is not None:
                now = asyncio.get_running_loop().time() - self._started
                self.injected.append(InjectedFault(fault.kind, role, number, round(now, 3)))

        if fault is not None and await self._inject_before(client, fault, record):
            return
        try:
            server = await connect(self._target())
        except OSError:
            client.reset()
            raise Disconnected from None
        leaving = asyncio.ensure_future(client.disconnected.wait())
        leaving.add_done_callback(lambda _: server.close())
        try:
            content = head.encode() + body
            if fault is not None and fault.kind == "half-sent":
                record()
                await server.write(content[: len(content) // 2])
                await asyncio.sleep(0.01)
                raise Disconnected
            await server.write(content)
            await _Response(client, server, fault, record, body=head.start.split(" ")[0] != "HEAD").pass_on()
        except Disconnected:
            # What breaks on one side breaks on the other; a close that was asked for has been sent before.
            client.reset() if not client.transport.is_closing() else None
            raise
        finally:
            leaving.cancel()
            server.close()

    async def _inject_before(self, client: Connection, fault: Fault, record: Callable[[], None]) -> bool:
        """Inject a fault that keeps the request from the server; return False when this is another one."""
        match fault.kind:
            case "refuse":
                record()
                client.reset()
                refusing = asyncio.get_running_loop().create_task(self._refuse_for(fault.seconds * _REFUSED))
                self._tasks.add(refusing)
                refusing.add_done_callback(self._tasks.discard)
                raise Disconnected
            case "unsent":
                record()
                client.reset()
                raise Disconnected
            case "blackhole":
                record()
                await client.disconnected.wait()
                raise Disconnected
            case "status" if fault.pick % 2:
                record()
                await client.write(_status(fault.pick // 2))
                return True
        return False


class _Response:
    """The response to one request, on its way back."""

    def __init__(
        self, client: Connection, server: Connection, fault: Fault | None, record: Callable[[], None], *, body: bool
    ) -> None:
        self._client = client
        self._server = server
        self._fault = fault
        self._kind = None if fault is None else fault.kind
        self._record = record
        self._has_body = body
        self._sent = 0
        self._is_recorded = False

    async def pass_on(self) -> None:
        """Pass it on, unless the fault comes in between.

        Raises:
            Disconnected: The connection is over.
        """
        if self._kind == "no-head":
            self._record_once()
            await self._wait_for_leaving()
        if self._kind == "status":
            assert self._fault is not None
            self._record_once()
            await asyncio.sleep(self._fault.seconds * _LATE_STATUS)
            await self._client.write(_status(self._fault.pick // 2))
            return
        head = await read_head(self._server)
        pieces = read_body(self._server, head) if head.has_body and self._has_body else _nothing()
        is_stream = "text/event-stream" in head.headers.get("content-type", "")
        match self._kind:
            case "duplicate":
                pieces = self._with_duplicate(_events(pieces))
            case "noise":
                pieces = self._with_noise(_events(pieces))
            case "no-events":
                pieces = self._with_silence(_events(pieces))
            case "gzip" if head.has_body:
                head, pieces = await self._damaged(head, pieces, is_stream=is_stream)
            case "truncate" if head.has_body:
                head, pieces = await self._truncated(head, pieces)
            case "long-length" | "short-length" if head.has_body:
                head, pieces = await self._with_wrong_length(head, pieces)
        await self._send(head.encode())
        is_chunked = "chunked" in head.headers.get("transfer-encoding", "")
        async for piece in pieces:
            await self._send(chunk(piece) if is_chunked else piece)
        if is_chunked:
            await self._send(LAST_CHUNK)
        if self._kind in ("long-length", "short-length", "truncate") or (
            not is_chunked and head.has_body and ("content-length" not in head.headers)
        ):
            self._client.close()
            raise Disconnected

    def _record_once(self) -> None:
        if not self._is_recorded:
            self._is_recorded = True
            self._record()

    async def _wait_for_leaving(self) -> None:
        await self._client.disconnected.wait()
        raise Disconnected

    # ---------------------------------------------------------------- bytes

    async def _send(self, data: bytes) -> None:
        fault = self._fault
        match self._kind:
            case "close" | "reset" | "half-close" | "stall" if fault is not None and not self._is_recorded:
                room = max(0, fault.at - self._sent)
                if len(data) > room:
                    await self._write(data[:room])
                    await self._break(fault)
                    data = data[room:]
                await self._write(data)
            case "delay" if fault is not None:
                self._record_once()
                await asyncio.sleep(fault.seconds * _PIECE_LATE)
                await self._write(data)
            case "trickle" if fault is not None and self._sent + len(data) > fault.at:
                self._record_once()
                for index in range(len(data)):
                    if self._sent >= fault.at + _BYTES_LATE:
                        await self._write(data[index:])
                        break
                    await asyncio.sleep(fault.seconds * _BYTE_LATE)
                    await self._write(data[index : index + 1])
            case "split" if fault is not None:
                self._record_once()
                size = 1 + fault.pick % 7
                for start in range(0, len(data), size):
                    await self._write(data[start : start + size])
                    # Each piece is a packet of its own, as far as the event loops on both sides let it.
                    await asyncio.sleep(0)
            case _:
                await self._write(data)

    async def _write(self, data: bytes) -> None:
        if data:
            self._sent += len(data)
            await self._client.write(data)

    async def _break(self, fault: Fault) -> None:
        self._record_once()
        match fault.kind:
            case "close":
                self._client.close()
                raise Disconnected
            case "reset":
                self._client.reset()
                raise Disconnected
            case "half-close":
                self._client.finish()
                await self._wait_for_leaving()
            case "stall" if fault.pick % 2:
                await self._wait_for_leaving()
            case "stall":
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._client.disconnected.wait(), fault.seconds * _STALLED)

    # ---------------------------------------------------------------- messages

    async def _with_duplicate(self, events: Pieces) -> Pieces:
        assert self._fault is not None
        number = 0
        async for event in events:
            yield event
            number += 1
            if number % self._fault.at == 0:
                self._record_once()
                yield event

    async def _with_noise(self, events: Pieces) -> Pieces:
        assert self._fault is not None
        ends = (b"\n", b"\r\n", b"\r")[self._fault.pick % 3]
        number = 0
        self._record_once()
        if self._fault.pick % 5 == 0:
            yield b"\xef\xbb\xbf"
        async for event in events:
            yield event.replace(b"\n", ends)
            number += 1
            if number % (1 + self._fault.at % 4) == 0:
                yield _NOISE[(self._fault.pick + number) % len(_NOISE)]

    async def _with_silence(self, events: Pieces) -> Pieces:
        async for event in events:
            yield event
            self._record_once()
            await self._wait_for_leaving()

    async def _truncated(self, head: Head, pieces: Pieces) -> tuple[Head, Pieces]:
        assert self._fault is not None
        self._record_once()
        if "content-length" not in head.headers:
            return head, _first(pieces, self._fault.at)
        body = b"".join([piece async for piece in pieces])
        body = body[: self._fault.at % max(1, len(body))]
        return Head(head.start, {**head.headers, "content-length": str(len(body))}), _one(body)

    async def _with_wrong_length(self, head: Head, pieces: Pieces) -> tuple[Head, Pieces]:
        assert self._fault is not None
        self._record_once()
        body = b"".join([piece async for piece in pieces])
        wrong = 1 + self._fault.pick % 40
        length = len(body) + wrong if self._kind == "long-length" else max(0, len(body) - wrong)
        headers = {name: value for name, value in head.headers.items() if name != "transfer-encoding"}
        return Head(head.start, {**headers, "content-length": str(length)}), _one(body)

    async def _damaged(self, head: Head, pieces: Pieces, *, is_stream: bool) -> tuple[Head, Pieces]:
        assert self._fault is not None
        self._record_once()
        headers = {**head.headers, "content-encoding": "gzip"}
        variant = self._fault.pick % 3
        if is_stream:
            return Head(head.start, headers), self._damaged_stream(pieces, variant)
        body = b"".join([piece async for piece in pieces])
        if variant:
            body = zlib.compress(body, wbits=31)
            place = self._fault.at % len(body)
            body = body[:place] + (bytes([body[place] ^ 0x55]) + body[place + 1 :] if variant == 1 else b"")
        headers.pop("transfer-encoding", None)
        return Head(head.start, {**headers, "content-length": str(len(body))}), _one(body)

    async def _damaged_stream(self, pieces: Pieces, variant: int) -> Pieces:
        assert self._fault is not None
        packer = zlib.compressobj(wbits=31)
        sent = 0
        async for piece in pieces:
            if variant == 0 or sent > self._fault.at:
                yield piece
            else:
                packed = packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
                sent += len(packed)
                yield packed


async def _nothing() -> Pieces:
    return
    yield b""


async def _one(body: bytes) -> Pieces:
    yield body


async def _first(pieces: Pieces, size: int) -> Pieces:
    """The first bytes of a body."""
    async for piece in pieces:
        yield piece[:size]
        size -= len(piece)
        if size <= 0:
            return


async def _events(pieces: Pieces) -> Pieces:
    """The events of a stream, one by one."""
    buffer = b""
    async for piece in pieces:
        *events, buffer = (buffer + piece).split(b"\n\n")
        for event in events:
            yield event + b"\n\n"
    if buffer:
        yield buffer


def _status(pick: int) -> bytes:
    """A response as proxies give it, and some that nobody should."""
    status = _STATUSES[pick % len(_STATUSES)]
    kind, body = _BODIES[pick % len(_BODIES)]
    headers = {"content-type": kind, "content-length": str(len(body))}
    return Head(f"HTTP/1.1 {status} Proxy", headers).encode() + body
