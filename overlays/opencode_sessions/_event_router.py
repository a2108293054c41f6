"""Route events to those who listen: parsed once, routed by session, decoded once and only if read. No I/O here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from time import monotonic
from typing import Any, Protocol, TypeAlias

from attrs import define, field, frozen

from opencode_sessions._events import unwrapped
from opencode_sessions._json import loads
from opencode_sessions._options import RECONNECT_SECONDS
from opencode_sessions.errors import OpencodeError
from opencode_sessions_api.errors import UnexpectedShape
from opencode_sessions_api.types import Unknown, session_of

#: A listener that is more events behind loses those, and gets a `Missed` instead.
MAX_QUEUED = 10_000
HEARTBEAT = "server.heartbeat"


class ReceivedEvent:
    """An event as JSON, decoded when somebody first looks.

    Attributes:
        data: The JSON.
        type: Its type; None when it is no event.
        session_id: The session that it is about; None when it is about none.
    """

    __slots__ = ("_decode", "_event", "data", "session_id", "type")

    def __init__(self, data: Any, decode: Callable[[Any], Any]) -> None:
        self.data = data
        inner = unwrapped(data)
        self.type: Any = inner.get("type")
        self.session_id = session_of(inner.get("properties"))
        self._decode = decode
        self._event: Any = None

    @property
    def event(self) -> Any:
        """The decoded event, shared by all who listen; an `UnknownEvent` when it is malformed."""
        if self._event is None:
            try:
                self._event = self._decode(self.data)
            except (UnexpectedShape, RecursionError):
                self._event = Unknown(self.data)
        return self._event


@frozen
class Connected:
    """The event stream is connected, for the first time or again.

    Attributes:
        first: Its first event, `server.connected`; None on servers that send none.
    """

    first: ReceivedEvent | None


@frozen
class Missed:
    """Events were lost: the connection broke, an event was malformed, or the listener was too far behind."""


@frozen
class Ended:
    """There are no more events, for this reason."""

    error: OpencodeError


News: TypeAlias = "ReceivedEvent | Connected | Missed | Ended"


class Mailbox(Protocol):
    """A queue that a listener reads from."""

    def put(self, item: Any) -> None:
        """Add an item."""

    def drop(self, is_dropped: Callable[[Any], bool]) -> None:
        """Remove items."""

    def __len__(self) -> int: ...


@define(eq=False)
class Listener:
    """Somebody who listens to events.

    Attributes:
        mailbox: Where news is put.
        session_id: Only events about this session; None for all.
        types: Only events of these types; None for all.
        leaves_out: No events of these types.
        with_children: Also events of the sessions that the agent starts for subtasks.
        reconnect: Seconds after which a lost connection is given up.
        since: When it began to listen, by the monotonic clock.
        was_connected: The event stream has been connected since.
        is_abandoned: Nobody reads from it any more.
        routes: The sessions whose events are routed to it.
    """

    mailbox: Mailbox
    session_id: str | None = None
    types: Collection[str] | None = None
    leaves_out: Collection[str] = ()
    with_children: bool = False
    reconnect: float = RECONNECT_SECONDS
    since: float = field(factory=monotonic)
    was_connected: bool = False
    is_abandoned: bool = False
    routes: set[str] = field(factory=set)

    def connect(self, connected: Connected) -> None:
        """Note that the event stream is connected, and put that into the mailbox."""
        self.was_connected = True
        self.mailbox.put(connected)

    def asks_for(self, event: ReceivedEvent) -> bool:
        """Return whether an event is among those asked for."""
        return (
            (self.types is None or str(event.type) in self.types)
            and (not self.leaves_out or str(event.type) not in self.leaves_out)
            and (self.session_id is None or self.with_children or event.session_id == self.session_id)
        )

    def offer(self, event: ReceivedEvent) -> None:
        """Put an event into the mailbox, if it is asked for."""
        # Events are routed by session already.
        if (self.types is not None or self.leaves_out) and not self.asks_for(event):
            return
        if len(self.mailbox) >= MAX_QUEUED:
            self.mailbox.drop(lambda item: isinstance(item, ReceivedEvent))
            self.mailbox.put(Missed())
        self.mailbox.put(event)


class EventRouter:
    """Knows who listens to what.

    Listeners are added and removed by their own threads while another one routes: it iterates over copies and tuples.

    Args:
        decode: Decodes an event of this stream.

    Attributes:
        has_heartbeat: The server sends heartbeats.
    """

    def __init__(self, decode: Callable[[Any], Any]) -> None:
        self.has_heartbeat = False
        self._decode = decode
        self._listeners: dict[Listener, None] = {}
        self._to_all: tuple[Listener, ...] = ()
        self._by_session: dict[str, tuple[Listener, ...]] = {}
        self._changing = threading.RLock()

    @property
    def listeners(self) -> list[Listener]:
        """All who listen."""
        return list(self._listeners)

    def add(self, listener: Listener) -> None:
        """Route events to a listener from now on."""
        with self._changing:
            self._listeners[listener] = None
            if listener.session_id is None:
                self._to_all = (*self._to_all, listener)
            else:
                self._add_route(listener.session_id, listener)

    def remove(self, listener: Listener) -> None:
        """Route no more events to a listener."""
        with self._changing:
            self._listeners.pop(listener, None)
            self._to_all = _without(listener, self._to_all)
            for session_id in listener.routes:
                # In one step: another thread may be routing.
                if others := _without(listener, self._by_session[session_id]):
                    self._by_session[session_id] = others
                else:
                    del self._by_session[session_id]
            listener.routes.clear()

    def parse(self, payload: bytes) -> ReceivedEvent:
        """Return an event from the data of a server-sent event; malformed JSON becomes an event of no type."""
        try:
            data = loads(payload)
        except (ValueError, RecursionError):
            data = None
        return ReceivedEvent(payload.decode("utf-8", "replace") if data is None else data, self._decode)

    def route(self, payload: bytes) -> None:
        """Hand an event to those who asked for it."""
        event = self.parse(payload)
        session_id = event.session_id
        if event.type in ("session.created", "session.updated"):
            self._note_parent(event)
        if session_id is not None:
            for listener in self._by_session.get(session_id, ()):
                listener.offer(event)
        elif event.type is None:
            # It may have been about any session.
            for listeners in list(self._by_session.values()):
                for listener in listeners:
                    listener.mailbox.put(Missed())
        elif event.type == HEARTBEAT:
            self.has_heartbeat = True
        for listener in self._to_all:
            listener.offer(event)
            if event.type is None and listener.types is not None:
                # It may have been of any type.
                listener.mailbox.put(Missed())

    def end(self, listener: Listener, error: OpencodeError) -> None:
        """Tell a listener that there are no more events, and route none to it.

        It gets an error of its own: whoever catches one may add to it.
        """
        self.remove(listener)
        listener.mailbox.put(Ended(_own(error)))

    def _add_route(self, session_id: str, listener: Listener) -> None:
        with self._changing:
            if session_id not in listener.routes:
                self._by_session[session_id] = (*self._by_session.get(session_id, ()), listener)
                listener.routes.add(session_id)

    def _note_parent(self, event: ReceivedEvent) -> None:
        """Route the events of a subtask's session to those who listen to its parent with its children."""
        properties = unwrapped(event.data).get("properties")
        info = properties.get("info") if isinstance(properties, dict) else None
        parent_id = info.get("parentID") if isinstance(info, dict) else None
        if isinstance(parent_id, str) and event.session_id is not None:
            for listener in self._by_session.get(parent_id, ()):
                if listener.with_children:
                    self._add_route(event.session_id, listener)


def _own(error: OpencodeError) -> OpencodeError:
    """Return a copy of an error, with the same cause and notes."""
    # Not by `copy`: libraries such as Dask change how exceptions are copied and pickled.
    own = type(error)(*error.args)
    vars(own).update(vars(error))
    own.__cause__ = error.__cause__
    if notes := getattr(error, "__notes__", None):
        own.__notes__ = [*notes]
    return own


def _without(listener: Listener, listeners: tuple[Listener, ...]) -> tuple[Listener, ...]:
    return tuple(other for other in listeners if other is not listener)
