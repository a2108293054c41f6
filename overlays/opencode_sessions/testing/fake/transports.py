"""What brings requests to a fake server: transports of httpx for both modes, and a port of loopback."""

from __future__ import annotations

import select
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from socket import MSG_PEEK
from typing import Any, Protocol

import httpx

from opencode_sessions.testing.fake.scheduler import Scheduler
from opencode_sessions.testing.fake.server import Exchange
from opencode_sessions.testing.loopback import LoopbackHandler, LoopbackServer

__all__ = ["AsyncFakeTransport", "FakePort", "FakeTransport", "Responder"]

#: Seconds after which a thread that waits looks if its client is still there.
_LOOK_AROUND = 0.2


class Responder(Protocol):
    """What responds to requests, without I/O."""

    scheduler: Scheduler

    def handle(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Exchange:
        """Take a request. Its response comes at once, or while somebody runs what is due in the `scheduler`."""
        ...

    def leave(self, exchange: Exchange) -> None:
        """Note that the client has left."""


class FakeTransport(httpx.BaseTransport):
    """Brings the requests of an `httpx.Client` to a fake server."""

    def __init__(self, server: Responder) -> None:
        self._server = server

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the response."""
        exchange = _send(self._server, request, request.read())
        # The SDK interrupts a call by shutting its connection down.
        if (trace := request.extensions.get("trace")) is not None:
            trace("connection.connect_tcp.complete", {"return_value": _Connection(self._server, exchange)})
        body = _Body(self._server, exchange, request)
        with body.in_time() as seconds:
            _wait(self._server.scheduler, lambda: exchange.has_begun, seconds)
        return _response(exchange, request, body)


class AsyncFakeTransport(httpx.AsyncBaseTransport):
    """Brings the requests of an `httpx.AsyncClient` to a fake server, in any event loop."""

    #: A client may go from one event loop to the next.
    has_no_connections = True

    def __init__(self, server: Responder) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the response."""
        exchange = _send(self._server, request, await request.aread())
        body = _Body(self._server, exchange, request)
        try:
            with body.in_time() as seconds:
                await _async_wait(self._server.scheduler, lambda: exchange.has_begun, seconds)
        except BaseException:
            self._server.leave(exchange)
            raise
        return _response(exchange, request, body)


class FakePort:
    """A fake server on a free port of loopback, in threads of its own, until it is closed."""

    def __init__(self, server: Responder) -> None:
        self._http = _HTTPServer(server)

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        """Stop listening, and close the connections."""
        self._http.stop()


# ---------------------------------------------------------------- waiting


def _wait(
    scheduler: Scheduler,
    condition: Callable[[], object],
    seconds: float | None = None,
    is_gone: Callable[[], bool] | None = None,
) -> bool:
    """Run what is due until a condition is met; false if the client has left before.

    Raises:
        TimeoutError: It was not in time.
    """
    end = None if seconds is None else time.monotonic() + seconds
    woken = threading.Event()
    scheduler.add_waker(woken.set)
    try:
        while True:
            woken.clear()
            with scheduler.lock:
                left = scheduler.run_due()
                if condition():
                    return True
            if end is not None:
                if (rest := end - time.monotonic()) <= 0:
                    raise TimeoutError
                left = rest if left is None else min(left, rest)
            if is_gone is not None:
                if is_gone():
                    return False
                left = _LOOK_AROUND if left is None else min(left, _LOOK_AROUND)
            woken.wait(left)
    finally:
        scheduler.remove_waker(woken.set)


async def _async_wait(scheduler: Scheduler, condition: Callable[[], object], seconds: float | None = None) -> None:
    """Run what is due until a condition is met.

    Raises:
        TimeoutError: It was not in time.
    """
    import anyio

    call_soon = _call_soon()
    event = anyio.Event()

    def wake() -> None:
        call_soon(lambda: event.set())

    scheduler.add_waker(wake)
    try:
        with anyio.fail_after(seconds):
            while True:
                event = anyio.Event()
                with scheduler.lock:
                    left = scheduler.run_due()
                    if condition():
                        # Also a client that never waits lets others run.
                        await anyio.lowlevel.checkpoint()
                        return
                with anyio.move_on_after(left):
                    await event.wait()
    finally:
        scheduler.remove_waker(wake)


def _call_soon() -> Callable[[Callable[[], object]], object]:
    """Return what calls a function in the running event loop, from any thread."""
    import asyncio

    try:
        schedule: Callable[[Callable[[], object]], object] = asyncio.get_running_loop().call_soon_threadsafe
    except RuntimeError:
        from trio.lowlevel import current_trio_token

        schedule = current_trio_token().run_sync_soon

    def call_soon(function: Callable[[], object]) -> None:
        try:
            schedule(function)
        except RuntimeError:
            # The loop has ended, and nobody waits in it. (That of trio has an error of its own, which is one of these.)
            return

    return call_soon


# ---------------------------------------------------------------- requests and responses of httpx


def _send(server: Responder, request: httpx.Request, content: bytes) -> Exchange:
    target = request.url.raw_path.decode("ascii")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return server.handle(request.method, target, headers=headers, content=content)


def _response(exchange: Exchange, request: httpx.Request, body: _Body) -> httpx.Response:
    if exchange.status is None:
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
    return httpx.Response(exchange.status, headers=exchange.headers, stream=body)


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of a response, for clients of both modes."""

    def __init__(self, server: Responder, exchange: Exchange, request: httpx.Request) -> None:
        self._server, self._exchange, self._request = server, exchange, request

    def __iter__(self) -> Iterator[bytes]:
        while not self._is_read:
            with self.in_time() as seconds:
                _wait(self._server.scheduler, lambda: self._exchange.has_news, seconds)
            yield from self._arrived()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not self._is_read:
            with self.in_time() as seconds:
                await _async_wait(self._server.scheduler, lambda: self._exchange.has_news, seconds)
            for piece in self._arrived():
                yield piece

    def close(self) -> None:
        self._server.leave(self._exchange)

    async def aclose(self) -> None:
        self.close()

    @contextmanager
    def in_time(self) -> Iterator[float | None]:
        """Wait in the block for at most the given seconds; None for no limit.

        Raises:
            httpx.ReadTimeout: The block raises TimeoutError.
        """
        try:
            yield self._request.extensions.get("timeout", {}).get("read")
        except TimeoutError:
            self.close()
            raise httpx.ReadTimeout("timed out", request=self._request) from None

    @property
    def _is_read(self) -> bool:
        return self._exchange.is_complete and not self._exchange.pieces

    def _arrived(self) -> Iterator[bytes]:
        """Take the pieces that have arrived.

        Raises:
            httpx.RemoteProtocolError: The connection is lost after them.
        """
        while self._exchange.pieces:
            yield self._exchange.pieces.popleft()
        if self._exchange.is_broken:
            raise httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body (incomplete chunked read)",
                request=self._request,
            )


class _Connection:
    """The connection of a call, as far as one needs it to shut it down: a network stream, and its socket."""

    def __init__(self, server: Responder, exchange: Exchange) -> None:
        self._server, self._exchange = server, exchange

    def get_extra_info(self, name: str) -> Any:
        """Return the socket."""
        return self if name == "socket" else None

    def shutdown(self, how: int) -> None:
        """Break the connection."""
        self._server.leave(self._exchange)
        self._server.scheduler.wake()


# ---------------------------------------------------------------- a port


class _HTTPServer(LoopbackServer):
    def __init__(self, server: Responder) -> None:
        self.fake = server
        super().__init__(_Handler, "fake server")


class _Handler(LoopbackHandler):
    def do_GET(self) -> None:  # noqa: N802 (the name of http.server)
        assert isinstance(self.server, _HTTPServer)
        fake = self.server.fake
        content = self.read()
        headers = {name.lower(): value for name, value in self.headers.items()}
        exchange = fake.handle(self.command, self.path, headers=headers, content=content)
        try:
            self._send(fake.scheduler, exchange)
        finally:
            fake.leave(exchange)

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 (the names of http.server)

    def _send(self, scheduler: Scheduler, exchange: Exchange) -> None:
        is_there = _wait(scheduler, lambda: exchange.has_begun, None, self._is_gone)
        if not is_there or exchange.status is None:
            self._disconnect()
            return
        self.send_response(exchange.status)
        for name, value in exchange.headers.items():
            self.send_header(name, value)
        if exchange.is_complete:
            content = b"".join(exchange.pieces)
            if exchange.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while _wait(scheduler, lambda: exchange.has_news, None, self._is_gone):
            while exchange.pieces:
                self.write_chunk(exchange.pieces.popleft())
            if exchange.is_over:
                break
        self._disconnect()

    def _is_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, MSG_PEEK)

    def _disconnect(self) -> None:
        self.close_connection = True
