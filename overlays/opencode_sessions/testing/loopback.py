"""An HTTP server on a free port of loopback, in threads of its own."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any

__all__ = ["LoopbackHandler", "LoopbackServer"]


class LoopbackServer(ThreadingHTTPServer):
    """Serves on a free port of loopback until it is stopped.

    Its connections stay open for further requests, and are closed with it. opencode sends its next request on a
    connection even if the server has announced to close that, and then it would be lost.

    Args:
        handler: The class that handles the requests of a connection.
        name: The name of the thread that listens.
    """

    daemon_threads = True

    def __init__(self, handler: type[LoopbackHandler], name: str) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._open: set[socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name=name, daemon=True)
        self._thread.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin with a connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore that a client has gone; a server that ends is no news either."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Stop listening, and close all connections."""
        self.shutdown()
        self._thread.join()
        self.server_close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


class LoopbackHandler(BaseHTTPRequestHandler):
    """Handles the requests of a connection, which stays open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def read(self) -> bytes:
        """Read the body of the request."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def write_chunk(self, piece: bytes) -> None:
        """Write a piece of a chunked response; an empty one ends it."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""
