"""A proxy on loopback whose connections are cut when a test says so."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class CuttingProxy:
    """Passes on what a client and a server say to one another. A context manager.

    Args:
        target: The server's address.
    """

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        self._target = (str(address.hostname), address.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._requests: dict[tuple[socket.socket, socket.socket], bytes] = {}
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen)]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self, request: str) -> int:
        """Cut the connections whose last request begins like this, such as `GET /event`; how many there were."""
        pairs = [pair for pair, last in list(self._requests.items()) if last.startswith(request.encode())]
        for pair in pairs:
            _shut_down(*pair)
        return len(pairs)

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            self._requests[client, server] = b""
            self._ends += (client, server)
            for ends in ((client, server), (server, client)):
                thread = threading.Thread(target=self._pass_on, args=(*ends, (client, server)))
                self._threads.append(thread)
                thread.start()

    def _pass_on(self, source: socket.socket, target: socket.socket, pair: tuple[socket.socket, socket.socket]) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                if source is pair[0] and content.startswith((b"GET ", b"POST ")):
                    self._requests[pair] = content
                target.sendall(content)
        _shut_down(*pair)
        self._requests.pop(pair, None)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self.cut("")
        for thread in self._threads:
            thread.join()
        for one in (self._listener, *self._ends):
            one.close()


def _shut_down(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
