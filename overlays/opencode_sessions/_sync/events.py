# Derived from _async/events.py by `make derive`: edit that file instead.
"""The event stream: typed events as they happen, over as many connections as it takes."""

from __future__ import annotations

import json
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import httpx
from httpx_sse import EventSource, ServerSentEvent

from opencode_sessions.connections import SyncPause, SyncSilence
from opencode_sessions.errors import APIConnectionError, APITimeoutError, InternalServerError, OpencodeError
from opencode_sessions.filters import Wanted, unwrapped
from opencode_sessions.judging import transport_error
from opencode_sessions.retrying import FIRST_PAUSE, LONGEST_PAUSE
from opencode_sessions.shields import SyncShield
from opencode_sessions_api.client import Request
from opencode_sessions_api.errors import UnexpectedShape
from opencode_sessions_api.types import Unknown

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from opencode_sessions._sync.client import Opencode

Event = TypeVar("Event")

#: Seconds in which the first event, `server.connected`, has to come.
_FIRST_EVENT = 10.0
_HEARTBEAT = "server.heartbeat"
#: A server that sent heartbeats may miss two of them.
_HEARTBEATS_MISSED = 3
_SHORTEST_GAP = 0.5
#: Seconds after which a lost connection is given up.
_RECONNECTING = 60.0


class Events(Generic[Event]):
    """Events as they happen, until it is closed.

    The connection is made when the `async with` block is entered, or when the first event is asked for; from then on
    no event is missed. A connection that is lost, or silent where there were heartbeats, is made anew. The server
    replays nothing: what happened in between is not told, and a further `server.connected` event marks the gap.

    Iterating raises:
        APIConnectionError: The server has been out of reach for a minute.
        APIStatusError: It refuses, for a wrong password say.
        UnsupportedByServerError: It has no such stream.
    """

    def __init__(self, client: Opencode, request: Request[Event], wanted: Wanted | None = None) -> None:
        self._client = client
        self._request = request
        self._wanted = wanted
        self._connection: _Connection | None = None
        self._pause = SyncPause()
        self._closed = False

    def connect(self) -> None:
        """Connect and wait until the server says that it listens; at once when that is done."""
        if self._connection is None:
            self._connection = _connected(self._client, self._request)
            if self._closed:
                # Another thread closed it meanwhile.
                self._disconnect()

    def __next__(self) -> Event:
        while not self._closed:
            if self._connection is None:
                self.connect()
            elif (data := self._connection.read()) is None:
                self._disconnect()
                self._reconnect()
            elif self._wanted is None or self._wanted(data):
                return self._decode(data)
        raise StopIteration

    def _decode(self, data: Any) -> Event:
        try:
            return self._request.decode(data)
        except UnexpectedShape:
            return Unknown(data)  # type: ignore[return-value]

    def _reconnect(self) -> None:
        from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

        def is_enough(state: RetryCallState) -> bool:
            return self._closed or stop_after_delay(_RECONNECTING)(state)

        retrying = Retrying(
            sleep=self._pause.sleep,
            stop=is_enough,
            wait=wait_random_exponential(multiplier=FIRST_PAUSE, max=LONGEST_PAUSE),
            retry=retry_if_exception_type((APIConnectionError, APITimeoutError, InternalServerError)),
            reraise=True,
        )
        try:
            if not self._closed:
                retrying(self.connect)
        except OpencodeError:
            if not self._closed:
                raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """End the stream, also while another thread waits for an event."""
        self._closed = True
        self._pause.end()
        self._disconnect()

    def __iter__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


class _Connection:
    """One connection of an event stream."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._source: Any = EventSource(response).iter_sse()
        self._silence = SyncSilence(response)
        self._first: Any = None
        self._last_sound = monotonic()
        self._longest_gap = _SHORTEST_GAP

    def greet(self) -> None:
        """Wait for the first event, `server.connected`.

        Raises:
            StopAsyncIteration: There is none.
            httpx.TransportError: The connection broke, or no event came in time.
        """
        self._silence.allow(_FIRST_EVENT)
        self._first = _json(self._silence.read(self._source))
        self._silence.allow(None)

    def read(self) -> Any:
        """The JSON of the next event; None when the connection is lost."""
        if self._first is not None:
            data, self._first = self._first, None
            return data
        try:
            sent = self._silence.read(self._source)
        except (httpx.TransportError, StopIteration):
            self._silence.allow(None)
            return None
        data = _json(sent)
        # The text is searched faster than the event is looked into, thousands of times for each that is one.
        if _HEARTBEAT in sent.data and unwrapped(data).get("type") == _HEARTBEAT:
            now = monotonic()
            self._longest_gap = max(self._longest_gap, now - self._last_sound)
            self._last_sound = now
            self._silence.allow(self._longest_gap * _HEARTBEATS_MISSED)
        return data

    def close(self) -> None:
        self._silence.allow(None)
        self._silence.interrupt()
        with SyncShield():
            self._response.close()
            # What reads ends by itself now, all the way down; left as it is, it would wait for the garbage collector.
            # Unless another thread or task is in it: then it ends there.
            with suppress(httpx.TransportError, httpx.StreamError, ValueError, RuntimeError):
                for _ in self._source:
                    pass


def _connected(client: Opencode, request: Request[Any]) -> _Connection:
    connection = _Connection(client.open(request))
    if request.operation == "GET /global/event" and client.server_version() is None:
        # 1.0.98 says nothing here until something happens.
        return connection
    try:
        connection.greet()
    except StopIteration:
        connection.close()
        raise APIConnectionError(f"{request.operation} ended before its first event.") from None
    except httpx.TransportError as error:
        connection.close()
        raise transport_error(request, client.base_url, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _json(event: ServerSentEvent) -> Any:
    """The event's JSON; what is none, or is null, stays the text that it is."""
    try:
        data = json.loads(event.data)
        return event.data if data is None else data
    except (ValueError, RecursionError):
        return event.data
