"""The requests that wait for an answer, by the events and lists of the server. No I/O here.

A list of requests may contain some that nobody waits for any more: no server removes those of a turn that was aborted.
Only a busy session waits.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable

from opencode_sessions._events import Asked, WaitingRequest, WatchedEvent, answered_request, request_in, waiting_in

__all__ = ["InboxState"]

#: The types of events that tell of requests, of their end, and of directories.
TYPES = frozenset(
    {
        "permission.asked",
        "permission.replied",
        "permission.updated",
        "question.asked",
        "question.rejected",
        "question.replied",
        "session.created",
        "session.deleted",
        "session.idle",
        "session.status",
        "session.updated",
    }
)
#: Requests that are over are remembered, so that an old list does not bring them back.
_MOST_SETTLED = 10_000


class InboxState:
    """Knows what waits, and what has to be read. Any thread may call it.

    Args:
        directories: The directories in which requests may wait already; None stands for the server's own.

    Attributes:
        wants_sessions: The directories of all sessions have to be read.
        unread: The directories whose requests have to be read, in this order.
    """

    def __init__(self, directories: Iterable[str | None]) -> None:
        self.wants_sessions = False
        self.unread: dict[str | None, None] = {}
        self._known: dict[str | None, None] = dict.fromkeys(directories)
        #: The server's own directory, as far as it is known since the last gap.
        self._own: str | None = None
        self._waiting: dict[str, WaitingRequest] = {}
        self._settled: dict[str, None] = {}
        self._lock = threading.RLock()

    @property
    def waiting(self) -> list[WaitingRequest]:
        """The requests that wait, in the order in which they became known."""
        with self._lock:
            return list(self._waiting.values())

    def find(self, identifier: str) -> WaitingRequest | None:
        """Return a request that waits; None when it does not."""
        return self._waiting.get(identifier)

    def waits(self, identifier: str) -> bool:
        """Return whether a request waits for an answer."""
        return identifier in self._waiting

    def missed(self) -> None:
        """Note that events were missed: everything has to be read."""
        self.wants_sessions = True
        self.unread = dict(self._known)
        # The server may have been started again, somewhere else.
        self._own = None

    def know(self, directory: str | None) -> None:
        """Note a directory; the requests of one that is new have to be read."""
        if directory not in self._known:
            self._known[directory] = None
            self.unread[directory] = None

    def locate(self, directory: str) -> None:
        """Note the server's own directory: its requests are read by that name, and those that have none get it."""
        self._own = directory
        self.unread.pop(None, None)
        self.know(directory)
        for waiting in self.waiting:
            if waiting.directory is None:
                waiting.directory = directory

    def heard(self, item: WatchedEvent) -> WaitingRequest | None:
        """Take in an event, and return the request that is new by it."""
        event = item.event
        if item.directory is not None:
            self.know(item.directory)
        if (request := request_in(event)) is not None:
            return self._add(request, item.directory)
        if (identifier := answered_request(event)) is not None:
            self.settle(identifier)
        elif event.type in ("session.idle", "session.deleted"):
            # Aborts and errors leave requests behind.
            for waiting in self.waiting:
                if waiting.session_id == event.session_id:
                    self.settle(waiting.id)
        return None

    def listed(self, directory: str | None, requests: Iterable[Asked], busy: Collection[str]) -> list[WaitingRequest]:
        """Take in all requests of a directory, and return those that are new.

        Args:
            directory: The directory.
            requests: Its requests.
            busy: The sessions that were busy after that.
        """
        self.unread.pop(directory, None)
        listed: dict[str, Asked] = {}
        for request in requests:
            if request.session_id in busy:
                listed[request.id] = request
            else:
                # It stays in the list, also when its session is busy again.
                self.settle(request.id)
        for waiting in self.waiting:
            if waiting.directory == directory and waiting.id not in listed:
                self.settle(waiting.id)
        return [new for request in listed.values() if (new := self._add(request, directory)) is not None]

    def settle(self, identifier: str) -> None:
        """Note that a request waits no more."""
        with self._lock:
            self._waiting.pop(identifier, None)
            self._settled[identifier] = None
            if len(self._settled) > _MOST_SETTLED:
                del self._settled[next(iter(self._settled))]

    def _add(self, request: Asked, directory: str | None) -> WaitingRequest | None:
        with self._lock:
            if request.id in self._waiting or request.id in self._settled:
                return None
            self._waiting[request.id] = waiting = waiting_in(request, self._own if directory is None else directory)
            return waiting
