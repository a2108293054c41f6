"""A server on loopback that says on each connection exactly the bytes it is told to, and when."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
CONNECTED = b'data: {"type":"server.connected","properties":{}}\n\n'
HEARTBEAT = b'data: {"type":"server.heartbeat","properties":{}}\n\n'


class Loopback:
    """Each connection is handed to a function, with its number from 1. A context manager.

    Attributes:
        connections: How many there were.
        closed: How many of them the client has closed.
        closing: Set at the end, for functions that wait.
    """

    def __init__(self, speak: Callable[[socket.socket, int], None]) -> None:
        self.connections = 0
        self.closed = 0
        self.closing = threading.Event()
        self._speak = speak
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen)]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def stay(self, connection: socket.socket) -> None:
        """Wait until the client closes a connection."""
        while not self.closing.is_set():
            try:
                if connection.recv(1000):
                    continue
            except TimeoutError:
                continue
            except OSError:
                pass
            self.closed += 1
            return

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._converse, args=(connection, self.connections))
            self._threads.append(thread)
            thread.start()

    def _converse(self, connection: socket.socket, number: int) -> None:
        with connection:
            connection.settimeout(0.05)
            request = b""
            while not request.endswith(b"\r\n\r\n") and not self.closing.is_set():
                try:
                    request += connection.recv(1000)
                except TimeoutError:
                    continue
            try:
                self._speak(connection, number)
            except OSError:
                # The client has left.
                self.closed += 1

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()
