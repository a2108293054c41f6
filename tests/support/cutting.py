"""A proxy on loopback that cuts connections, or gives up on requests, on demand."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import urlsplit

from tests.support.loopback import SocketServer

_GATEWAY_TIMEOUT = b"""HTTP/1.1 504 Gateway Timeout\r
Content-Type: text/html\r
Content-Length: 28\r
Connection: close\r
\r
<h1>504 Gateway Timeout</h1>"""


class CuttingProxy(SocketServer):
    """Passes bytes on between clients and a server. A context manager.

    Args:
        target: The server's address.
    """

    def __init__(self, target: str) -> None:
        super().__init__(self._connect)
        address = urlsplit(target)
        self._target = (str(address.hostname), address.port)
        self._requests: dict[tuple[socket.socket, socket.socket], bytes] = {}
        self._ends: list[socket.socket] = []

    def cut(self, request: str) -> int:
        """Cut the connections whose last request begins like this, e.g. `GET /event`; return how many there were."""
        pairs = [pair for pair, last in list(self._requests.items()) if last.startswith(request.encode())]
        for pair in pairs:
            _shut_down(*pair)
        return len(pairs)

    def give_up(self, request: str) -> int:
        """Respond with 504 to the requests that begin like this, as a proxy that waited too long; the server goes on.

        Returns:
            How many there were.
        """
        pairs = [pair for pair, last in list(self._requests.items()) if last.startswith(request.encode())]
        for client, _ in pairs:
            client.sendall(_GATEWAY_TIMEOUT)
            _shut_down(client)
        return len(pairs)

    def stop(self) -> None:
        """Cut all connections, and stop listening."""
        self.closing.set()
        self.cut("")
        super().stop()
        for end in self._ends:
            end.close()

    def _connect(self, client: socket.socket, number: int) -> None:
        server = socket.create_connection(self._target)
        pair = (client, server)
        self._requests[pair] = b""
        self._ends += pair
        if self.closing.is_set():
            _shut_down(*pair)
        self.start_thread(self._pass_on, server, client, pair)
        self._pass_on(client, server, pair)

    def _pass_on(self, source: socket.socket, target: socket.socket, pair: tuple[socket.socket, socket.socket]) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                if source is pair[0] and content.startswith((b"GET ", b"POST ")):
                    self._requests[pair] = content
                target.sendall(content)
        _shut_down(*pair)
        self._requests.pop(pair, None)


def _shut_down(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
