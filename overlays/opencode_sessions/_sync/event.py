# Derived from _async/event.py by `make derive`: edit that file instead.
"""Events as they happen, of a directory and of the whole server."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from opencode_sessions._compat import REPEATING_EVENTS
from opencode_sessions._concurrency import SyncMailbox
from opencode_sessions._event_router import (
    Connected,
    Ended,
    Listener,
    Missed,
    News,
    ReceivedEvent,
)
from opencode_sessions._events import WatchedEvent, directory_in, event_types
from opencode_sessions._options import FIRST_EVENT_SECONDS, RECONNECT_SECONDS, directory_text, reconnect_seconds
from opencode_sessions.errors import OpencodeError
from opencode_sessions_api.api.event import EventResource as GeneratedEventResource
from opencode_sessions_api.api.event import event_subscribe
from opencode_sessions_api.api.global_ import GlobalResource as GeneratedGlobalResource
from opencode_sessions_api.api.global_ import global_event
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, Request, identifier
from opencode_sessions_api.models import UnknownEvent

if TYPE_CHECKING:
    from opencode_sessions._options import Reconnect
    from opencode_sessions._sync.event_hub import EventHub
    from opencode_sessions._sync.transport import Transport
    from opencode_sessions_api.models import Event, GlobalEvent, SessionLike

__all__ = ["Events"]

Item = TypeVar("Item")

#: Put into the mailbox to wake whoever reads from it.
_CLOSED = Ended(OpencodeError("The stream was closed."))


class Events(Generic[Item]):
    """Events as they happen, until it is closed.

    It connects when the `with` block is entered, or when the first event is asked for; from then on no event is
    missed. A lost connection is opened again. The server replays nothing: events of the meantime are missed, and a
    further `server.connected` event marks the gap. The same event marks events that were dropped because the reader was
    more than 10,000 events behind.

    Raises:
        APIConnectionError: While iterating: the server cannot be reached, or has been out of reach for too long.
        APIStatusError: While iterating: it refuses, for example for a wrong password.
        ResponseTooLargeError: While iterating: an event is larger than `max_response_bytes`.
        UnsupportedByServerError: While iterating: it has no such stream.
    """

    def __init__(
        self,
        transport: Transport,
        request: Request[Item],
        *,
        types: Collection[str] | None = None,
        session_id: SessionLike | None = None,
        leaves_out: Collection[str] = (),
        reconnect: Reconnect = RECONNECT_SECONDS,
    ) -> None:
        # The options of the call are those of every attempt to connect.
        self._transport = transport.for_call(request.timeout, request.extra_headers)
        self._request: Request[Any] = request
        self._mailbox: SyncMailbox[News] = SyncMailbox()
        self._listener = Listener(
            self._mailbox,
            session_id=None if session_id is None else identifier("session_id", session_id, "Session"),
            types=event_types(types),
            leaves_out=leaves_out,
            reconnect=reconnect_seconds(reconnect),
        )
        self._hub: EventHub | None = None
        self._connected: Connected | None = None
        self._unread: Connected | None = None
        self._is_closed = False

    def connect(self) -> None:
        """Connect and wait until the server says that it listens; at once when that is done."""
        if self._hub is not None or self._is_closed:
            return
        news = self._listen()
        if isinstance(news, Connected):
            self._connected = self._unread = news
        elif isinstance(news, Ended):
            self._end(news)

    def _listen(self) -> News:
        """Begin to listen, and return the first news: the connection, or its error."""
        self._hub = hub = self._transport.hubs.listen(self._transport, self._request, self._listener)
        # A stream that is dropped without being closed lets go of its connection.
        weakref.finalize(self, hub.abandon, self._listener).atexit = False
        try:
            # The hub ends this wait within seconds, one way or the other.
            return self._mailbox.get()
        except BaseException:
            self.close()
            raise

    def __next__(self) -> Item:
        if self._hub is None:
            self.connect()
        while not self._is_closed:
            news = self._next_news()
            if isinstance(news, ReceivedEvent):
                return self._item(news)
            if isinstance(news, Ended):
                self._end(news)
            elif (event := self._event_of(news)) is not None:
                return self._item(event)
        raise StopIteration

    def _next_news(self, seconds: float | None = None) -> News:
        """Return what comes next on a connected stream: an event, a connection, a gap or the end.

        Raises:
            TimeoutError: Nothing came in time.
        """
        news: News = self._unread or self._mailbox.get(seconds)
        self._unread = None
        return news

    def _item(self, event: ReceivedEvent) -> Item:
        """Return an event as it is shown."""
        item: Item = event.event
        return item

    def _event_of(self, news: Connected | Missed) -> ReceivedEvent | None:
        """Return the event in which a connection or a gap is shown."""
        if isinstance(news, Connected):
            self._connected = news
        first = self._connected.first if self._connected is not None else None
        return first if first is not None and self._listener.asks_for(first) else None

    def _end(self, news: Ended) -> None:
        is_closed = self._is_closed
        self.close()
        if not is_closed and news is not _CLOSED:
            raise news.error

    def close(self) -> None:
        """End the stream, also while another thread or task waits for an event."""
        self._is_closed = True
        self.wake()
        if self._hub is not None:
            self._hub.remove(self._listener)

    def wake(self) -> None:
        """End the wait of whoever reads from it."""
        self._mailbox.put(_CLOSED)

    def __iter__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


class Watcher(Events[WatchedEvent]):
    """The events of all directories; those of the client's on servers before 1.1.11.

    Servers before 1.0.98 have no stream for all directories. That of those before 1.0.162 is not even connected
    before something happens. No server before 1.1.11 can tell its version.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        types: Collection[str] | None = None,
        session_id: SessionLike | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        request: Request[Any] = global_event.build(timeout=timeout, extra_headers=extra_headers)
        super().__init__(
            transport,
            request,
            types=types,
            session_id=session_id,
            leaves_out=REPEATING_EVENTS,
            reconnect=reconnect,
        )

    def _listen(self) -> News:
        options = self._transport.options
        asked = self._transport.with_options(options.changed(timeout=options.at_most(FIRST_EVENT_SECONDS)))
        try:
            if asked.server_version() is None:
                self._request = event_subscribe.build(timeout=self._request.timeout)
        except BaseException:
            self.close()
            raise
        return super()._listen()

    def _item(self, event: ReceivedEvent) -> WatchedEvent:
        if self._request.operation != "GET /global/event":
            return WatchedEvent(event.event, self._transport.options.directory)
        # One that is malformed has no payload.
        payload = getattr(event.event, "payload", None) or UnknownEvent(event.data)
        return WatchedEvent(payload, directory_in(event.data))


class EventResource(GeneratedEventResource):
    """The events of a directory."""

    _transport: Transport

    def subscribe(
        self,
        *,
        types: Collection[str] | None = None,
        session_id: SessionLike | None = None,
        directory: str | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Events[Event]:
        """Listen to the events of a directory, from the moment on at which the `with` block is entered.

        `GET /event`

            with client.event.subscribe(session_id=session) as events:
                for event in events:
                    print(event.type)

        All streams of one directory share one connection. A lost connection is opened again, and a further
        `server.connected` marks the gap: the server repeats nothing. An event that is malformed or of an unknown type
        is an `UnknownEvent`.

        Args:
            types: Only events of these types, such as `session.idle`. One that the SDK does not know is logged, and
                listened for: a newer server may send it.
            session_id: Only events about this session.
            directory: The directory whose events to listen to. Default: the client's.
            reconnect: Seconds after which a lost connection is given up, or `"forever"`.
            timeout: Seconds to connect and for the first event, at most 10. Default: 10, or the client's `timeout` if
                that is shorter. A stream with one of its own shares no connection with those without.
            extra_headers: Headers to connect with, likewise.

        Raises:
            ValueError: A type is none, or misspelled; the error has suggestions.

        Raises (when it connects, which iterating does too):
            APIConnectionError: The server cannot be reached, or has been out of reach for too long.
            APIStatusError: While iterating: it refuses, for example for a wrong password.
        """
        request = event_subscribe.build(
            directory=None if directory is None else directory_text(directory),
            timeout=timeout,
            extra_headers=extra_headers,
        )
        return Events(self._transport, request, types=types, session_id=session_id, reconnect=reconnect)


class GlobalResource(GeneratedGlobalResource):
    """The whole server, whatever the directory."""

    _transport: Transport

    def event(
        self,
        *,
        types: Collection[str] | None = None,
        session_id: SessionLike | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Events[GlobalEvent]:
        """Listen to the events of all directories, each in a wrapper that names its directory.

        `GET /global/event`, on servers from 1.0.98.

        Args:
            types: Only events of these types, such as `session.idle`. One that the SDK does not know is logged, and
                listened for: a newer server may send it.
            session_id: Only events about this session.
            reconnect: Seconds after which a lost connection is given up, or `"forever"`.
            timeout: As for `event.subscribe`.
            extra_headers: As for `event.subscribe`.

        Raises:
            ValueError: A type is none, or misspelled; the error has suggestions.

        Raises (when it connects, which iterating does too):
            APIConnectionError: The server cannot be reached, or has been out of reach for too long.
            APIStatusError: While iterating: it refuses, for example for a wrong password.
            UnsupportedByServerError: The server is too old.
        """
        request = global_event.build(timeout=timeout, extra_headers=extra_headers)
        return Events(self._transport, request, types=types, session_id=session_id, reconnect=reconnect)
