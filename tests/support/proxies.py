"""A proxy on loopback that notes what it is asked for."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress

from tests.support.loopback import SocketServer

_EMPTY_LIST = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"


class ForwardProxy(SocketServer):
    """Responds with an empty list to every request, and opens every tunnel. A context manager.

    Args:
        tls: For a proxy whose own address is https.
        refusal: The head with which it responds to everything instead.

    Attributes:
        asked: The first line of each request, without the version of HTTP.
        credentials: The `Proxy-Authorization` of each.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, refusal: bytes | None = None) -> None:
        super().__init__(self._answer)
        self.asked: list[str] = []
        self.credentials: list[str | None] = []
        self._tls = tls
        self._refusal = refusal

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.url.rpartition(":")[2])

    def _answer(self, connection: socket.socket, number: int) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            client = connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)
            with client:
                self._serve_client(client)

    def _serve_client(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (received := client.recv(65536)):
            head += received
        first, *headers = head.decode("latin-1").split("\r\n")
        if not first:
            return
        self.asked.append(first.rpartition(" ")[0])
        fields = dict(line.split(": ", 1) for line in headers if ": " in line)
        self.credentials.append(fields.get("Proxy-Authorization"))
        if self._refusal is not None:
            client.sendall(self._refusal)
        elif first.startswith("CONNECT "):
            host, _, port = first.split(" ")[1].rpartition(":")
            with socket.create_connection((host.strip("[]"), int(port)), 10) as server:
                client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
                self.start_thread(_pass_on, server, client)
                _pass_on(client, server)
        else:
            client.sendall(_EMPTY_LIST)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(65536):
            target.sendall(content)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def closed_port() -> int:
    """Return a port of loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
