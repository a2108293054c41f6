# Derived from _async/event_hub.py by `make derive`: edit that file instead.
"""The event hub: one connection for each stream of events that somebody listens to, however many listen.

The connection is opened when somebody begins to listen, and closed when nobody does any more. The hub watches each
stage of it: the head of the response, the first event, and the time between two events. It reconnects with backoff, and
reports the gap to its listeners: the server replays nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from opencode_sessions._concurrency import (
    SyncInterrupt,
    SyncShield,
    SyncSleeper,
    SyncTimeLimit,
    SyncWorker,
    sync_home,
)
from opencode_sessions._event_router import Connected, EventRouter, Listener
from opencode_sessions._http import query_parameters, url
from opencode_sessions._options import FIRST_EVENT_SECONDS
from opencode_sessions._response import no_first_event, too_large
from opencode_sessions._retry import backoff, is_transient
from opencode_sessions._sse import EventStreamDecoder
from opencode_sessions.errors import (
    APITimeoutError,
    ClientClosedError,
    ConnectionLostError,
    NotSentError,
    OpencodeError,
)
from opencode_sessions_api.client import NOT_GIVEN, Request

if TYPE_CHECKING:
    import httpx

    from opencode_sessions._sync.transport import Transport

#: Seconds for the first event at the first attempt to reconnect; doubled for each further one. A server that has just
#: opened its port never responds to the connections of its first moments.
_RECONNECT_SECONDS = 2.5
#: Seconds without a byte after which a connection counts as dead. Servers from 1.0.185 send a heartbeat every 10 to 30
#: seconds. Older ones send none: while none has been seen, the time doubles with each connection that ended for this
#: reason.
IDLE_SECONDS = 45.0
_LONGEST_IDLE_SECONDS = 600.0
#: A connection that lasted for so many seconds worked: the next attempt to connect comes soon again.
_WORKING_SECONDS = 5.0
#: After so many events at once, threads that listen get time to read, before they are behind by more.
_BURST = 100
#: Seconds to wait for a connection to close.
_CLOSING_SECONDS = 2.0


class EventHubs:
    """The event hubs of a client, by the stream that they share.

    Attributes:
        process: They belong to this process; another one that forked from it cannot use them.
    """

    def __init__(self) -> None:
        self.process = os.getpid()
        self._hubs: dict[Any, EventHub] = {}
        # Reentrant, as those of a hub: the garbage collector may close a stream at any time, in any thread.
        self._lock = threading.RLock()

    def listen(self, transport: Transport, request: Request[Any], listener: Listener) -> EventHub:
        """Let somebody listen to a stream, from the moment on at which `Connected` is in the mailbox.

        Returns:
            The hub, to be left by `remove`.
        """
        home = sync_home()
        has_directory = "directory" in request.params
        directory = (request.params["directory"] or transport.options.directory) if has_directory else None
        seconds = None if request.timeout is NOT_GIVEN else transport.options.timeout.read
        headers = frozenset(transport.options.default_headers.items())
        key = (home, request.operation, directory, headers, seconds)
        # Here, and not in the background, an address that cannot be sent is an error of the user's call.
        url(transport.options.base_url + request.path, query_parameters(request, directory))
        with self._lock:
            hub = self._hubs.get(key)
            if hub is None or not hub.add(listener):
                hub = EventHub(transport, request)
                hub.add(listener)
                hub.start()
                self._hubs[key] = hub
            # Without hubs of event loops that are gone, and those that nobody listens to.
            self._hubs = {key: hub for key, hub in self._hubs.items() if not hub.is_stopped}
            return hub

    def close(self) -> None:
        """Close the connections of this event loop; all who listen get a `ClientClosedError`."""
        home = sync_home()
        with self._lock:
            hubs = [hub for key, hub in self._hubs.items() if key[0] == home]
        for hub in hubs:
            hub.close(ClientClosedError("The client was closed."))


class EventHub:
    """One stream of events, shared by its listeners.

    Args:
        transport: Opens the connection.
        request: The operation that streams.

    Attributes:
        is_stopped: It has closed its connection, or is about to.
    """

    def __init__(self, transport: Transport, request: Request[Any]) -> None:
        self.is_stopped = False
        self._transport = transport
        self._request = request
        self._router = EventRouter(request.decode)
        self._worker = SyncWorker()
        self._sleeper = SyncSleeper()
        #: Held while listeners and connection are looked at together: the sync twin has a thread for each.
        self._lock = threading.RLock()
        self._connected: Connected | None = None
        self._lost_at: float | None = None
        self._idle_seconds = IDLE_SECONDS

    def start(self) -> None:
        """Connect, in the background."""
        self._worker.start(self._run)

    def add(self, listener: Listener) -> bool:
        """Add a listener; return False when this hub is stopped."""
        with self._lock:
            if self.is_stopped:
                return False
            self._router.add(listener)
            if self._connected is not None:
                listener.connect(self._connected)
            return True

    def remove(self, listener: Listener) -> None:
        """Remove a listener; the last one closes the connection."""
        # Dropped, even if it is being added just now: the garbage collector may interrupt that.
        listener.is_abandoned = True
        self._router.remove(listener)
        if self._stop_if_unused():
            self._stop()

    def abandon(self, listener: Listener) -> None:
        """Note that nobody reads from a listener's mailbox any more. For finalizers: it takes no lock."""
        listener.is_abandoned = True
        self._worker.call_soon(self._end_if_unused)

    def close(self, error: OpencodeError) -> None:
        """End the stream for everybody, for this reason."""
        with self._lock:
            self.is_stopped = True
            for listener in self._router.listeners:
                self._router.end(listener, error)
        self._stop()

    def _stop(self) -> None:
        self._end()
        self._worker.join(_CLOSING_SECONDS)

    def _end(self) -> None:
        self._sleeper.wake()
        self._worker.cancel()

    def _end_if_unused(self) -> None:
        if self._stop_if_unused():
            self._end()

    def _stop_if_unused(self) -> bool:
        with self._lock:
            for listener in self._router.listeners:
                if listener.is_abandoned:
                    self._router.remove(listener)
            self.is_stopped = self.is_stopped or not self._router.listeners
            return self.is_stopped

    # ---------------------------------------------------------------- in the background

    def _run(self) -> None:
        attempt = 0
        while not self._stop_if_unused():
            connected_at = None
            connection = EventConnection(self._transport, self._request, self._idle_seconds)
            self._worker.interrupt_with(connection.interrupt)
            try:
                first = connection.open(self._seconds_to_connect(attempt))
                connected_at = monotonic()
                self._note_connected(Connected(self._router.parse(first) if first is not None else None))
                for batch in connection.batches():
                    for payload in batch:
                        self._router.route(payload)
                error: OpencodeError = ConnectionLostError(f"The server ended {self._request.operation}.")
            except OpencodeError as failure:
                error = failure
            except Exception as failure:
                error = OpencodeError(f"{self._request.operation} failed unexpectedly: {self._described(failure)}")
            finally:
                self._connected = None
                connection.close()
            if connected_at is not None:
                self._lost_at = monotonic()
                attempt = 0 if self._lost_at - connected_at >= _WORKING_SECONDS else attempt
                if self._router.has_heartbeat:
                    self._idle_seconds = IDLE_SECONDS
                elif isinstance(error, APITimeoutError):
                    self._idle_seconds = min(self._idle_seconds * 2, _LONGEST_IDLE_SECONDS)
            attempt += 1
            self._give_up(error, attempt)
            if not self._stop_if_unused():
                self._sleeper.sleep(backoff(attempt))

    def _described(self, failure: Exception) -> str:
        """Return a description of an unexpected error, without credentials that a response may repeat."""
        from opencode_sessions._secrets import masked

        return str(masked(repr(failure), *self._transport.options.credentials))

    def _seconds_to_connect(self, attempt: int) -> float:
        longest = self._transport.options.at_most(FIRST_EVENT_SECONDS)
        if attempt == 0 and self._lost_at is None:
            return longest
        return min(longest, _RECONNECT_SECONDS * 2.0 ** min(attempt, 8))

    def _note_connected(self, connected: Connected) -> None:
        with self._lock:
            self._connected = connected
            self._lost_at = None
            for listener in self._router.listeners:
                listener.connect(connected)

    def _give_up(self, error: OpencodeError, attempt: int) -> None:
        """End the listeners whose time to wait for a connection is over, with this error."""
        now = monotonic()
        for listener in self._router.listeners:
            if not is_transient(error):
                is_enough = True
            elif listener.was_connected:
                is_enough = self._lost_at is not None and now - self._lost_at >= listener.reconnect
            elif isinstance(error, NotSentError):
                # Nothing listens there.
                is_enough = attempt > self._transport.options.max_retries
            else:
                is_enough = now - listener.since >= self._transport.options.at_most(FIRST_EVENT_SECONDS)
            if is_enough:
                self._router.end(listener, error)


class EventConnection:
    """One connection of an event stream.

    Args:
        transport: Opens it.
        request: The operation that streams.
        idle_seconds: Without a byte for so long it counts as dead.

    Attributes:
        interrupt: Ends it from outside.
    """

    def __init__(self, transport: Transport, request: Request[Any], idle_seconds: float) -> None:
        self.interrupt = SyncInterrupt()
        self._transport = transport
        self._request = request
        self._idle_seconds = idle_seconds
        self._sleeper = SyncSleeper()
        self._decoder = EventStreamDecoder(transport.options.max_response_bytes)
        self._response: httpx.Response | None = None
        self._chunks: Iterator[bytes] | None = None
        self._received: list[bytes] = []

    def open(self, seconds: float) -> bytes | None:
        """Connect and return the first event, `server.connected`; None on a server that sends none.

        Raises:
            APITimeoutError: It did not come within so many seconds.
            OpencodeError: The connection failed, or the server refused.
        """
        try:
            with SyncTimeLimit(seconds, self.interrupt):
                self._response = self._transport.open(self._request, self.interrupt, self._idle_seconds)
                self._chunks = self._transport.chunks(self._request, self._response)
                if not self._begins_with_event():
                    return None
                while not self._received:
                    self._received = self._decoder.feed(next(self._chunks))
                    if not self._received:
                        self._check()
        except TimeoutError:
            raise no_first_event(self._request, self._transport.options.base_url, seconds) from None
        except StopIteration:
            raise ConnectionLostError(f"{self._request.operation} ended before its first event.") from None
        return self._received.pop(0)

    def _begins_with_event(self) -> bool:
        """Return whether there is a first event: on `/global/event`, servers before 1.1.11 send none."""
        return self._request.operation != "GET /global/event" or self._transport.server_version() is not None

    def batches(self) -> Iterator[list[bytes]]:
        """Yield the data of further events, as they come, until the connection ends."""
        assert self._chunks is not None
        yield self._received
        self._check()
        for chunk in self._chunks:
            batch = self._decoder.feed(chunk)
            yield batch
            self._check()
            if len(batch) >= _BURST:
                self._sleeper.let_threads_run()

    def _check(self) -> None:
        self.interrupt.check()
        if self._decoder.is_overflowing:
            options = self._transport.options
            raise too_large(self._request, options.base_url, options.max_response_bytes)

    def close(self) -> None:
        """Close the connection, also one that somebody reads from."""
        response, self._response = self._response, None
        if response is not None:
            with SyncShield(_CLOSING_SECONDS), suppress(Exception):
                response.close()
