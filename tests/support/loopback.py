"""Servers on loopback that send exactly the given bytes on each connection, at the given time."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


def encode_event(data: Any) -> bytes:
    """An event as it is sent."""
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


CONNECTED = encode_event({"type": "server.connected", "properties": {}})
HEARTBEAT = encode_event({"type": "server.heartbeat", "properties": {}})


class SocketServer:
    """Hands each connection to a function, in a thread. A context manager, at whose end all of them have ended.

    Args:
        handle: Takes the connection and its number, counted from 1.

    Attributes:
        connections: How many there were.
        closing: Set at the end, for functions that wait.
    """

    def __init__(self, handle: Callable[[socket.socket, int], None]) -> None:
        self.connections = 0
        self.closing = threading.Event()
        self._handle = handle
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen)]

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def start_thread(self, target: Callable[..., object], *arguments: object) -> None:
        """Start a thread that the end of the server waits for."""
        thread = threading.Thread(target=target, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self.start_thread(self._serve, connection, self.connections)

    def _serve(self, connection: socket.socket, number: int) -> None:
        # The function closes it, if need be after others have used it.
        self._handle(connection, number)

    def stop(self) -> None:
        """Stop listening, and wait for the threads."""
        self.closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class Connection:
    """A connection on which a client has sent one request.

    Attributes:
        number: Counted from 1.
        method: Such as `GET`.
        path: Without the query.
        query: The parameters of the query.
        headers: With names in lower case.
        body: The request's body.
    """

    def __init__(self, connection: socket.socket, number: int, server: Loopback) -> None:
        self.number = number
        self._socket = connection
        self._server = server
        head, _, body = self._read_until(b"\r\n\r\n").partition(b"\r\n\r\n")
        first, *headers = head.decode("latin-1").split("\r\n")
        self.method, target, _ = [*first.split(" "), "", ""][:3]
        self.path, _, query = target.partition("?")
        self.query = dict(parse_qsl(query))
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in headers)}
        length = int(self.headers.get("content-length", 0))
        while len(body) < length and (received := self._receive()):
            body += received
        self.body = body

    def send(self, content: bytes) -> None:
        """Send bytes."""
        self._socket.sendall(content)

    def respond(self, body: Any) -> None:
        """Send a response of JSON, and nothing after it."""
        content = json.dumps(body).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        self.send(f"{head}Connection: close\r\n\r\n".encode() + content)

    def stay(self) -> None:
        """Wait until the client closes the connection."""
        while self._receive():
            pass
        if not self._server.closing.is_set():
            self._server.closed += 1

    def _read_until(self, end: bytes) -> bytes:
        received = b""
        while end not in received and (more := self._receive()):
            received += more
        return received

    def _receive(self) -> bytes:
        """More bytes; none when the client or the server ends."""
        while not self._server.closing.is_set():
            try:
                return self._socket.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
        return b""


class Loopback(SocketServer):
    """An HTTP server of one request for each connection.

    Args:
        speak: Takes the connection, with the request that it has read, and sends the response.

    Attributes:
        closed: How many connections the client has closed.
    """

    def __init__(self, speak: Callable[[Connection], None]) -> None:
        super().__init__(self._converse)
        self.closed = 0
        self._speak = speak

    def _converse(self, connection: socket.socket, number: int) -> None:
        with connection:
            connection.settimeout(0.05)
            try:
                self._speak(Connection(connection, number, self))
            except OSError:
                # The client has left.
                self.closed += 1
