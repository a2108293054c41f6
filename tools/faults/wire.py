"""HTTP/1.1 on asyncio, for clients and servers: connections that either side may close or reset at any byte."""

from __future__ import annotations

import asyncio
import errno
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

from attrs import frozen

__all__ = [
    "LAST_CHUNK",
    "Connection",
    "Disconnected",
    "Head",
    "accept",
    "chunk",
    "connect",
    "has_left",
    "read_body",
    "read_head",
    "refuse",
]

LAST_CHUNK = b"0\r\n\r\n"
#: Linger for no time: closing sends a reset.
_RESET = struct.pack("ii", 1, 0)


class Disconnected(Exception):  # noqa: N818 (an event, as StopIteration is)
    """The peer has closed the connection."""


class Connection(asyncio.Protocol):
    """One TCP connection.

    Attributes:
        disconnected: Set once the peer has closed the connection, or will send no more.
    """

    def __init__(self) -> None:
        self.disconnected = asyncio.Event()
        self._buffer = bytearray()
        self._more = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self._transport: asyncio.Transport | None = None

    @property
    def transport(self) -> asyncio.Transport:
        """The transport."""
        assert self._transport is not None
        return self._transport

    @property
    def has_unread(self) -> bool:
        """True while there are bytes that nobody has read."""
        return bool(self._buffer)

    async def read(self, size: int = 65536) -> bytes:
        """Some bytes; empty at the end.

        Args:
            size: How many at most.
        """
        while not self._buffer:
            if self.disconnected.is_set():
                return b""
            self._more.clear()
            await self._more.wait()
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    async def read_until(self, mark: bytes) -> bytes:
        """Everything up to and including a mark.

        Raises:
            Disconnected: The peer closed the connection before it.
        """
        while (at := self._buffer.find(mark)) < 0:
            await self._wait_for_more()
        data = bytes(self._buffer[: at + len(mark)])
        del self._buffer[: at + len(mark)]
        return data

    async def read_exactly(self, size: int) -> bytes:
        """So many bytes.

        Raises:
            Disconnected: The peer closed the connection before that.
        """
        while len(self._buffer) < size:
            await self._wait_for_more()
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    async def _wait_for_more(self) -> None:
        if self.disconnected.is_set():
            raise Disconnected
        self._more.clear()
        await self._more.wait()

    async def write(self, data: bytes) -> None:
        """Send bytes, and wait while the peer is slow to read them.

        Raises:
            Disconnected: The connection is closed.
        """
        if self.transport.is_closing():
            raise Disconnected
        self.transport.write(data)
        if not self._writable.is_set():
            await self._writable.wait()

    def finish(self) -> None:
        """Say that nothing more will be sent, and keep the other direction open."""
        with suppress(OSError, RuntimeError):
            if not self.transport.is_closing():
                self.transport.write_eof()

    def close(self) -> None:
        """Send what is buffered, then close."""
        self.transport.close()

    def reset(self) -> None:
        """Close at once, with a TCP reset."""
        if not self.transport.is_closing():
            with suppress(OSError):
                self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        with suppress(OSError):
            # Small pieces are sent as they are, as servers do.
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._more.set()

    def eof_received(self) -> bool:
        self._leave()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        self._writable.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def _leave(self) -> None:
        self.disconnected.set()
        self._more.set()


class _Accepted(Connection):
    """A connection that somebody else made; a task talks to it until it is over."""

    def __init__(self, talk: Callable[[Connection], Awaitable[None]], tasks: set[asyncio.Task[None]]) -> None:
        super().__init__()
        self._talk = talk
        self._tasks = tasks

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        task = asyncio.get_running_loop().create_task(self._run())
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.close()

    async def _run(self) -> None:
        with suppress(Disconnected):
            await self._talk(self)


async def accept(
    talk: Callable[[Connection], Awaitable[None]], tasks: set[asyncio.Task[None]], port: int = 0
) -> asyncio.Server:
    """Listen on loopback, with a task of the set for each connection.

    Args:
        talk: Talks to a connection; it is closed afterwards.
        tasks: Holds the tasks that run.
        port: Where to listen. Default: on a free port. A connection of another process may have this one for a while:
            it is tried again for twenty seconds.

    Raises:
        OSError: The port is taken.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + 20
    while True:
        try:
            return await loop.create_server(lambda: _Accepted(talk, tasks), "127.0.0.1", port, backlog=512)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or loop.time() > end:
                raise
            await asyncio.sleep(0.1)


async def refuse(server: asyncio.Server) -> None:
    """Close a server, after the connections that it has just accepted were made."""
    for listener in server.sockets:
        asyncio.get_running_loop().remove_reader(listener.fileno())
    # asyncio makes the transport of a connection in a task of its own. If the server is closed before that, the task
    # fails and leaves the socket open.
    for _ in range(3):
        await asyncio.sleep(0)
    server.close()


async def connect(port: int) -> Connection:
    """A connection to a port of loopback.

    Raises:
        OSError: Nobody listens there.
    """
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


@frozen
class Head:
    """The head of a request or a response.

    Attributes:
        start: The first line.
        headers: The header lines, by lower-case name.
    """

    start: str
    headers: dict[str, str]

    @property
    def status(self) -> int:
        """The status of a response."""
        return int(self.start.split(" ")[1])

    @property
    def has_body(self) -> bool:
        """True when a body follows the response."""
        return self.status >= 200 and self.status not in (204, 304)

    def encode(self) -> bytes:
        """The head as it is sent."""
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers.items())]
        return "\r\n".join([*lines, "", ""]).encode()


async def read_head(connection: Connection) -> Head:
    """The next head.

    Raises:
        Disconnected: There is none.
    """
    lines = (await connection.read_until(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:-2]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Head(lines[0], headers)


async def read_body(connection: Connection, head: Head) -> AsyncIterator[bytes]:
    """The pieces of a body, without their framing.

    Raises:
        Disconnected: The peer closed the connection in the middle.
    """
    if "chunked" in head.headers.get("transfer-encoding", ""):
        while size := int((await connection.read_until(b"\r\n")).split(b";")[0], 16):
            yield await connection.read_exactly(size)
            await connection.read_exactly(2)
        await connection.read_until(b"\r\n")
    elif "content-length" in head.headers or head.start.split(" ")[0] != "HTTP/1.1":
        left = int(head.headers.get("content-length", "0"))
        while left:
            data = await connection.read(left)
            if not data:
                raise Disconnected
            left -= len(data)
            yield data
    else:
        while data := await connection.read():
            yield data


def chunk(data: bytes) -> bytes:
    """A piece of a body with its framing."""
    return b"%x\r\n%s\r\n" % (len(data), data)


async def has_left(connection: Connection, awaited: asyncio.Future[Any]) -> bool:
    """Wait for something, and return whether the peer closed the connection first."""
    leaving = asyncio.ensure_future(connection.disconnected.wait())
    try:
        await asyncio.wait({leaving, awaited}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
    return not awaited.done()
