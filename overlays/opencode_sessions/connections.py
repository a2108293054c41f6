"""Stop waiting for a server: one class per mode, since a task that waits can be cancelled, and a thread cannot.

What a thread waits for is a connection: it is shut down under it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from time import monotonic
from types import MappingProxyType
from typing import Any, TypeVar

import httpx

Item = TypeVar("Item")


class AsyncSilence:
    """Reads from a stream for as long as the limit allows.

    Until there is one, silence is no sign of anything: old servers send no heartbeats.
    """

    def __init__(self, response: httpx.Response) -> None:
        self._limit: float | None = None

    def allow(self, seconds: float | None) -> None:
        """How long the stream may be silent, from now on."""
        self._limit = seconds

    async def read(self, items: AsyncIterator[Item]) -> Item:
        """The next item.

        Raises:
            StopAsyncIteration: There is none.
            httpx.ReadTimeout: None came in time.
        """
        if self._limit is None:
            return await anext(items)
        import anyio

        with anyio.move_on_after(self._limit):
            return await anext(items)
        raise httpx.ReadTimeout("the stream has gone silent")

    def interrupt(self) -> None:
        """Nothing to do: a task that reads is cancelled by whoever owns it."""


class SyncSilence:
    """Reads from a stream, whose connection a timer shuts down when the limit has passed."""

    def __init__(self, response: httpx.Response) -> None:
        self._stream = response.extensions.get("network_stream")
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._reading_since: float | None = None

    def allow(self, seconds: float | None) -> None:
        """How long the stream may be silent, from now on; said anew at each sign of life."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if seconds is not None:
                self._look_in(seconds, seconds)

    def _look_in(self, pause: float, limit: float) -> None:
        self._timer = threading.Timer(pause, self._look, [limit])
        self._timer.daemon = True
        self._timer.start()

    def _look(self, limit: float) -> None:
        # Silence is what somebody has been listening to: whoever is busy with an event has time.
        since = self._reading_since
        waited = 0.0 if since is None else monotonic() - since
        if waited >= limit:
            self.interrupt()
            return
        with self._lock:
            if self._timer is threading.current_thread():
                self._look_in(limit - waited, limit)

    def read(self, items: Iterator[Item]) -> Item:
        """The next item.

        Raises:
            StopIteration: There is none.
            httpx.TransportError: The connection broke, or was shut down.
        """
        self._reading_since = monotonic()
        try:
            return next(items)
        finally:
            self._reading_since = None

    def interrupt(self) -> None:
        """Wake up the thread that reads: its connection ends at once."""
        _shut_down(self._stream)


class AsyncPause:
    """A pause between two attempts."""

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        import anyio

        await anyio.sleep(seconds)

    def end(self) -> None:
        """Nothing to do: a task that waits is cancelled by whoever owns it."""


class SyncPause:
    """A pause between two attempts, which another thread can end."""

    def __init__(self) -> None:
        self._ended = threading.Event()

    def sleep(self, seconds: float) -> None:
        """Wait so long, or until it is ended."""
        self._ended.wait(seconds)

    def end(self) -> None:
        """Wake up the thread that waits."""
        self._ended.set()


class AsyncLine:
    """The connection of one call, which a task waits for."""

    #: Extensions of the request, by which the connection gets known.
    extensions: Mapping[str, Any] = MappingProxyType({})

    def cut(self) -> None:
        """Nothing to do: the task is cancelled by whoever owns it."""


class SyncLine:
    """The connection of one call, which a thread waits for.

    Only one that the call itself opens gets known; one that it finds open cannot be cut.
    """

    def __init__(self) -> None:
        self._stream: Any = None
        self._is_cut = False
        self.extensions: Mapping[str, Any] = {"trace": self._trace}

    def _trace(self, name: str, info: dict[str, Any]) -> None:
        if name in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]
            if self._is_cut:
                _shut_down(self._stream)

    def cut(self) -> None:
        """Wake up the thread that waits: its connection ends at once. The server goes on with what it was asked."""
        self._is_cut = True
        _shut_down(self._stream)


def _shut_down(stream: Any) -> None:
    connection = stream.get_extra_info("socket") if stream is not None else None
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
