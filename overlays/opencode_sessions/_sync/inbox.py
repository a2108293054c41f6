# Derived from _async/inbox.py by `make derive`: edit that file instead.
"""The inbox: the permissions and questions of all directories that wait for an answer.

A worker hears the events and reads what they did not have; `_inbox` decides what waits.
"""

from __future__ import annotations

import logging
import math
import weakref
from collections.abc import Collection, Hashable, Mapping
from contextlib import suppress
from os import PathLike
from time import monotonic, time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from opencode_sessions._compat import ALL_SESSIONS
from opencode_sessions._concurrency import SyncMailbox, SyncShield, SyncSleeper, SyncWorker
from opencode_sessions._display import ShownList
from opencode_sessions._event_router import Ended, ReceivedEvent
from opencode_sessions._events import Refusal, WaitingRequest, describe_request, no_such_request, request_answer
from opencode_sessions._inbox import TYPES, InboxState
from opencode_sessions._options import RECONNECT_SECONDS, directory_text
from opencode_sessions._readable import updated_time
from opencode_sessions._retry import LONGEST_BACKOFF, Retries, is_transient
from opencode_sessions._sync.event import Watcher
from opencode_sessions._sync.prompt_call import CHECK_SECONDS, LEAVE_SECONDS
from opencode_sessions._sync.requests import Decisions, send_answer, waiting_requests
from opencode_sessions._turn_state import is_out_of_reach
from opencode_sessions.errors import NotFoundError, OpencodeError, UnsupportedByServerError
from opencode_sessions_api.client import NOT_GIVEN, CallTimeout, identifier

if TYPE_CHECKING:
    from opencode_sessions._options import Reconnect
    from opencode_sessions._sync.client import Opencode
    from opencode_sessions.aliases import Answers, OnPermission, OnQuestion
    from opencode_sessions_api.models import PermissionRequestLike, QuestionRequestLike
    from opencode_sessions_api.models.permission_reply import PermissionReply

__all__ = ["Inbox"]

LOGGER = logging.getLogger("opencode_sessions")

#: Seconds for which whoever enters an inbox waits for lists that cannot be read for a moment.
_READY_SECONDS = 2.0
#: Seconds for which they wait at most: a server may know hundreds of directories, and takes time for each.
_LONGEST_READY_SECONDS = 10.0
#: The longest pause, in seconds, of all calls after one that found the server out of reach. The next call may be for
#: another directory, and with many of them each may fail once.
_LONGEST_PAUSE = 1.0
#: Days. A session that nothing has happened in for longer is not looked into: the server opens its directory for that,
#: and each open directory makes the server slower.
_RECENT_DAYS = 7
#: The longest wait, in seconds, before another attempt at a call that the server itself refuses: it may do so for good.
_LONGEST_BACKOFF = 60.0
#: What may fail: the server as a whole, and the list of all sessions. The others are directories.
_SERVER, _SESSIONS = object(), object()
#: What the user's functions raise. In a thread of its own, nobody would hear of the last two.
_RAISED = (Exception, KeyboardInterrupt, SystemExit)


@frozen
class _Over:
    """There are no more requests.

    Attributes:
        error: The reason; None when the inbox was closed.
    """

    error: BaseException | None


class InboxReader:
    """Keeps an inbox up to date, in the background. It does not know the inbox, which may be dropped meanwhile.

    Attributes:
        state: What waits.
        items: The requests for whoever iterates, and at last the end.
    """

    def __init__(
        self,
        client: Opencode,
        on_permission: OnPermission | None,
        on_question: OnQuestion | None,
        directories: Collection[str | PathLike[str]] | None,
        reconnect: Reconnect,
        timeout: CallTimeout,
        extra_headers: Mapping[str, str] | None,
    ) -> None:
        if isinstance(directories, str) or not all(isinstance(each, str | PathLike) for each in directories or ()):
            raise TypeError(f"directories must be a collection of directories, each a text, not {directories!r:.80}")
        own = client.directory
        self.state = InboxState([own] if directories is None else [own, *map(directory_text, directories)])
        self.items: SyncMailbox[WaitingRequest | _Over] = SyncMailbox()
        transport = client._transport.for_call(timeout, extra_headers)
        seconds = transport.options.at_most(CHECK_SECONDS)
        self._client = client._with_transport(transport).with_options(timeout=seconds, max_retries=0)
        self._decisions: Decisions = Decisions(on_permission, on_question)
        self._finds_directories = directories is None
        self._watcher = Watcher(
            client._transport, types=TYPES, reconnect=reconnect, timeout=timeout, extra_headers=extra_headers
        )
        self._worker = SyncWorker()
        self._sleeper = SyncSleeper()
        self._ready: SyncMailbox[None] = SyncMailbox()
        self._is_ready = False
        self._retries = Retries()
        #: When reading what waits began.
        self._started_at = math.inf
        self._error: BaseException | None = None
        self._is_closed = False

    def start(self) -> None:
        """Connect, and read what waits.

        Raises:
            OpencodeError: The server cannot be reached, or refuses.
        """
        self._watcher.connect()
        self.state.missed()
        self._started_at = monotonic()
        self._worker.start(self._run)
        # The worker ends this wait, one way or the other.
        self._ready.get()

    def close(self) -> None:
        """End the worker and its connection."""
        self._stop()
        with SyncShield(CHECK_SECONDS + LEAVE_SECONDS):
            self._worker.join(CHECK_SECONDS + LEAVE_SECONDS)
            self._watcher.close()

    def abandon(self) -> None:
        """End the worker soon. For finalizers: it takes no lock."""
        self._worker.call_soon(self._stop)

    def _stop(self) -> None:
        self._is_closed = True
        self._watcher.wake()
        self._sleeper.wake()
        self._worker.cancel()

    # ---------------------------------------------------------------- in the background

    def _run(self) -> None:
        try:
            while not self._is_closed:
                self._step()
        except _RAISED as error:
            if not self._is_closed:
                self._error = error
        finally:
            self.items.put(_Over(self._error))
            self._ready.put(None)
            with SyncShield(LEAVE_SECONDS):
                self._watcher.close()

    def _step(self) -> None:
        """Hear an event; when there is none, ask the user or read a list, whichever is due."""
        due = self._due()
        try:
            news = self._watcher._next_news(None if due == math.inf else max(0.0, due - monotonic()))
        except TimeoutError:
            self._work()
            return
        if isinstance(news, ReceivedEvent):
            self._deliver(self.state.heard(self._watcher._item(news)))
        elif not isinstance(news, Ended):
            self.state.missed()
            self._retries.hurry()
        elif not self._is_closed:
            raise news.error

    def _due(self) -> float:
        """Return when there is something to do, by the monotonic clock; infinity when there is nothing."""
        readings = min(map(self._retries.due, self._to_read()), default=math.inf)
        return min(max(readings, self._retries.due(_SERVER)), self._decisions.due())

    def _to_read(self) -> list[Hashable]:
        """Return the lists that have to be read: that of the sessions, and the requests of directories."""
        return [*([_SESSIONS] if self.state.wants_sessions else []), *self.state.unread]

    def _work(self) -> None:
        now, when = monotonic(), self._retries.due
        # An agent waits for the decision. There may be hundreds of lists, and slow ones among them.
        if (request := self._decisions.take(self.state.waits)) is not None:
            self._ask_user(request)
        elif due := [reading for reading in self._to_read() if max(when(reading), when(_SERVER)) <= now]:
            # What has not failed, before what has.
            self._read(min(due, key=when))
        if not self._is_ready and self._is_read():
            self._is_ready = True
            self._ready.put(None)

    def _is_read(self) -> bool:
        """Return whether everything was read, or what is left fails, or takes too long."""
        left, seconds = self._to_read(), monotonic() - self._started_at
        has_failed = self._retries.is_failing
        is_failing = has_failed(_SERVER) or all(map(has_failed, left))
        return not left or seconds >= (_READY_SECONDS if is_failing else _LONGEST_READY_SECONDS)

    def _read(self, reading: Any) -> None:
        """Read a list; again later if that fails for a moment."""
        try:
            (self._read_directories() if reading is _SESSIONS else self._read_requests(reading))
        except OpencodeError as error:
            LOGGER.info("The inbox is not up to date; trying again. %s", error)
            self._retries.failed(reading, monotonic(), self._note_failure(error))
        else:
            self._retries.settle(reading)
            self._retries.settle(_SERVER)

    def _note_failure(self, error: OpencodeError) -> float:
        """Let all reading wait if the server is out of reach; return the longest backoff of what failed, in seconds."""
        if not is_out_of_reach(error):
            return _LONGEST_BACKOFF
        self._retries.failed(_SERVER, monotonic(), _LONGEST_PAUSE)
        return LONGEST_BACKOFF

    def _read_directories(self) -> None:
        """Find the directories of recent sessions; on servers before 1.2.11, those of the client's sessions."""
        if self._finds_directories:
            sessions = self._client.session
            try:
                try:
                    found = sessions.list_global(limit=ALL_SESSIONS)
                except UnsupportedByServerError:
                    found = sessions.list(limit=ALL_SESSIONS)
            except OpencodeError as error:
                if is_transient(error):
                    raise
                LOGGER.warning("The inbox looks only in directories of which it hears: %s", error)
                found = []
            since = (time() - _RECENT_DAYS * 86_400) * 1000
            # The newest first.
            for session in found:
                directory, updated = getattr(session, "directory", None), updated_time(session)
                if isinstance(directory, str) and (updated is None or updated >= since):
                    self.state.know(directory)
        self.state.wants_sessions = False

    def _own_directory(self) -> str | None:
        """Ask for the server's own directory; None if the server does not tell."""
        try:
            paths = self._client.path.get(timeout=self._client._transport.options.at_most(_READY_SECONDS))
        except OpencodeError as error:
            LOGGER.info("The server does not tell its directory. %s", error)
            return None
        directory: Any = getattr(paths, "directory", None)
        return directory if isinstance(directory, str) and directory else None

    def _read_requests(self, directory: str | None) -> None:
        if directory is None and (own := self._own_directory()) is not None:
            self.state.locate(own)
            return
        try:
            requests = waiting_requests(self._client, directory)
            busy: set[str] = set()
            if requests:
                status = self._client.session.status(directory=directory)
                busy = {session_id for session_id, each in status.items() if each.type != "idle"}
        except UnsupportedByServerError:
            # There are only the events.
            self.state.unread.clear()
            return
        except OpencodeError as error:
            if is_transient(error):
                raise
            LOGGER.warning("The requests of %s cannot be read: %s", directory, error)
            self.state.unread.pop(directory, None)
            return
        for waiting in self.state.listed(directory, requests, busy):
            self._deliver(waiting)

    def _deliver(self, waiting: WaitingRequest | None) -> None:
        if waiting is not None and not self._decisions.add(waiting):
            self.items.put(waiting)

    def _ask_user(self, request: WaitingRequest) -> None:
        """Put a request to the user's function and send the answer. One that raises refuses, and ends the inbox."""
        try:
            answer = self._decisions.answer(request)
        except _RAISED as error:
            # The user hears of it, also when the inbox is closed before the refusal has arrived.
            self._error = error
            with suppress(OpencodeError):
                send_answer(self._client, request, None, request.directory, self._sleeper)
            raise
        try:
            # Somebody else may have been faster.
            with suppress(NotFoundError):
                self.answer(request, answer)
            self._decisions.settle(request)
            self._retries.settle(_SERVER)
        except OpencodeError as error:
            failing = self._decisions.failed(request, self._note_failure(error))
            # Not each time.
            level = logging.INFO if failing else logging.WARNING
            LOGGER.log(level, "The answer to %s cannot be sent; trying again. %s", describe_request(request), error)

    def answer(self, waiting: WaitingRequest, answer: Any) -> None:
        """Send an answer.

        Raises:
            NotFoundError: The request waits no more.
            OpencodeError: The call failed.
        """
        try:
            send_answer(self._client, waiting, answer, waiting.directory, self._sleeper)
        except NotFoundError:
            self.state.settle(waiting.id)
            raise
        self.state.settle(waiting.id)


class Inbox:
    """The permissions and questions of all directories that wait for an answer; `client.inbox` makes it.

    Iterating gives each request once: a `WaitingPermission` or a `WaitingQuestion`, with the directory of its session.
    Those that a function of yours decides on are not given.

    Raises:
        APIConnectionError: While iterating, and when the block is left: the server has been out of reach for too long.
        Exception: Likewise: a function of yours raised this; the request was refused, and the inbox ended.
    """

    def __init__(
        self,
        client: Opencode,
        *,
        on_permission: OnPermission | None = None,
        on_question: OnQuestion | None = None,
        directories: Collection[str | PathLike[str]] | None = None,
        reconnect: Reconnect = RECONNECT_SECONDS,
        timeout: CallTimeout = NOT_GIVEN,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        self._reader = InboxReader(client, on_permission, on_question, directories, reconnect, timeout, extra_headers)
        self._is_entered = False
        self._is_over = False
        self._error: BaseException | None = None

    @property
    def pending_requests(self) -> list[WaitingRequest]:
        """The permissions and questions that wait for an answer."""
        return ShownList(self._reader.state.waiting)

    def reply(
        self, request: PermissionRequestLike | QuestionRequestLike, answer: PermissionReply | Refusal | Answers | None
    ) -> None:
        """Answer a permission or a question, of whatever directory.

        Args:
            request: The request, or its identifier.
            answer: For a permission `"once"`, `"always"`, `"reject"` or a `Refusal`. For a question the labels that are
                chosen, a list for each of its questions; None or `"reject"` refuses.

        Raises:
            TypeError: It is no request, or no answer to such a one.
            NotFoundError: The request does not wait, or not any more.
            OpencodeError: The call failed; the subclass says how.
        """
        request_id = identifier("request", request, "PermissionRequest", "QuestionRequest")
        waiting = self._reader.state.find(request_id)
        if waiting is None:
            raise no_such_request(request_id)
        self._reader.answer(waiting, request_answer(answer, waiting))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> WaitingRequest:
        self._enter()
        while not self._is_over:
            item = self._reader.items.get()
            if isinstance(item, _Over):
                # For others that wait, too.
                self._reader.items.put(item)
                self.close()
                if item.error is not None and item.error is not self._error:
                    self._error = item.error
                    raise item.error
            elif self._reader.state.find(item.id) is not None:
                return item
        raise StopIteration

    def _enter(self) -> None:
        if self._is_entered:
            return
        self._is_entered = True
        # An inbox that is dropped without being closed lets go of its connection.
        weakref.finalize(self, self._reader.abandon).atexit = False
        try:
            self._reader.start()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the inbox, also while another thread or task waits for a request."""
        self._is_over = True
        self._reader.items.put(_Over(None))
        self._reader.close()

    def __enter__(self) -> Self:
        self._enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()
        while error is None and len(self._reader.items):
            item = self._reader.items.get()
            if isinstance(item, _Over) and item.error is not None and item.error is not self._error:
                self._error = item.error
                raise item.error
