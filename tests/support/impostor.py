"""Somebody else who listens on a port, and keeps what is sent there."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self


class Impostor:
    """Answers everybody as a server would, and keeps what it receives. A context manager.

    Args:
        port: The port to listen on; 0 for any.
    """

    def __init__(self, port: int) -> None:
        self.received: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection:
                    connection.settimeout(2)
                    with suppress(OSError):
                        self.received.append(connection.recv(65536))
                        body = b'{"healthy": true, "version": "1.18.33"}'
                        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        connection.sendall(head % len(body) + body)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone does not wake a thread that accepts.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
