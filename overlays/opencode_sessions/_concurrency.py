"""The bridge between async and sync: one class per mode for all that differs by more than `async` and `await`.

Tasks for the async client and threads for the sync one. A task that waits can be cancelled; a thread cannot: the
connection that it waits for is shut down instead. No task group is used: whatever the caller's code does between two
calls, be it in a generator, a fixture or another task, nothing here has to be left in the order in which it was
entered.
"""

from __future__ import annotations

import inspect
import math
import os
import queue
import socket
import threading
import weakref
from _thread import start_new_thread
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeAlias, TypeVar

from opencode_sessions._http import ConnectionReusedError, running_loop
from opencode_sessions.errors import ConnectionLostError, EventLoopError

if TYPE_CHECKING:
    import anyio

Item = TypeVar("Item")
Arguments = ParamSpec("Arguments")

#: A function of the caller's or of ours, as each mode calls it.
AsyncFunction: TypeAlias = Callable[Arguments, Coroutine[Any, Any, Item]]
SyncFunction: TypeAlias = Callable[Arguments, Item]

#: Seconds after which a waiting thread looks around, so that Ctrl-C works on every platform.
_LOOK_AROUND = 1.0


class AsyncInterrupt:
    """Ends one call from outside."""

    #: Extensions of the request, by which its connection becomes known.
    extensions: Mapping[str, Any] = MappingProxyType({})

    def interrupt(self) -> None:
        """Do nothing: the task is cancelled by its owner."""

    def check(self) -> None:
        """Do nothing: a task that is cancelled does not go on."""


class SyncInterrupt:
    """Ends one call, which a thread waits for, from outside: its connection is shut down.

    Only a connection that the call opens itself is known here, so that it refuses one that was open before.
    """

    #: An HTTP client with so many open connections has one for this call, too.
    _MAX_REFUSED = 100

    def __init__(self) -> None:
        self._stream: Any = None
        self._is_interrupted = False
        self._refused = 0
        self._process = os.getpid()
        self.extensions: Mapping[str, Any] = {"trace": self._trace}

    def _trace(self, name: str, info: dict[str, Any]) -> None:
        if name.endswith(("connect_tcp.complete", "connect_unix_socket.complete", "start_tls.complete")):
            self._stream = info["return_value"]
            if self._is_interrupted:
                _shut_down(self._stream)
        elif (
            name.endswith("send_request_headers.started") and self._stream is None and self._refused < self._MAX_REFUSED
        ):
            self._refused += 1
            raise ConnectionReusedError

    def interrupt(self) -> None:
        """Shut the connection down, which wakes the thread that waits. The server goes on with the request."""
        self._is_interrupted = True
        # A process that was forked has copies of connections that its parent goes on with.
        if self._process == os.getpid():
            _shut_down(self._stream)

    def check(self) -> None:
        """End a call that was interrupted, but goes on: its connection is none that can be shut down.

        Raises:
            ConnectionLostError: It was interrupted.
        """
        if self._is_interrupted:
            raise ConnectionLostError("The call was interrupted.")


def _shut_down(stream: Any) -> None:
    connection = stream.get_extra_info("socket") if stream is not None else None
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


class AsyncTimeLimit:
    """A block that may take so many seconds, else it raises TimeoutError."""

    def __init__(self, seconds: float, interrupt: AsyncInterrupt) -> None:
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        # Only here: the sync client does without an event loop's library.
        from anyio import fail_after

        self._scope = fail_after(self._seconds)
        self._scope.__enter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._scope.__exit__(kind, error, trace)


class SyncTimeLimit:
    """A block that may take so many seconds: then its call is interrupted, and it raises TimeoutError."""

    def __init__(self, seconds: float, interrupt: SyncInterrupt) -> None:
        #: When the time is over, by the monotonic clock.
        self.at = monotonic() + seconds
        #: The block has ended.
        self.is_over = False
        self._interrupt = interrupt
        self._is_late = False

    def __enter__(self) -> Self:
        _alarm_clock().set(self)
        return self

    def ring(self) -> None:
        """Interrupt the call: the time is over."""
        if not self.is_over:
            self._is_late = True
            self._interrupt.interrupt()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_over = True
        if self._is_late and (error is None or isinstance(error, Exception)):
            raise TimeoutError from error


class AsyncShield:
    """A block that cancellation from outside does not end, for at most so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> Self:
        from anyio import move_on_after

        self._scope = move_on_after(self._seconds, shield=True)
        self._scope.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return self._scope.__exit__(kind, error, trace)


class SyncShield:
    """A block of sync code, which nothing cancels."""

    def __init__(self, seconds: float) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class AsyncMailbox(Generic[Item]):
    """A queue, read and filled by tasks of one event loop."""

    def __init__(self) -> None:
        self._items: deque[Item] = deque()
        self._arrival: anyio.Event | None = None
        #: That of whoever asked for the first item.
        self._loop: weakref.ref[Any] | None = None

    def put(self, item: Item) -> None:
        """Add an item."""
        self._items.append(item)
        arrival, self._arrival = self._arrival, None
        if arrival is not None:
            arrival.set()

    async def get(self, seconds: float | None = None) -> Item:
        """Remove and return the next item. Nothing is lost when the task is cancelled.

        Raises:
            TimeoutError: There was none in time.
            EventLoopError: It belongs to another event loop.
        """
        self._check_loop()
        if not self._items:
            import anyio

            with anyio.move_on_after(seconds):
                while not self._items:
                    # One for all who wait.
                    self._arrival = self._arrival or anyio.Event()
                    await self._arrival.wait()
            if not self._items:
                raise TimeoutError
        return self._items.popleft()

    def _check_loop(self) -> None:
        loop = running_loop()
        if self._loop is None:
            self._loop = weakref.ref(loop)
        elif self._loop() is not loop:
            raise EventLoopError(
                "This is used in another event loop than the one in which it began, where its connections are. "
                "Use it in that one, or start again."
            )

    def drop(self, is_dropped: Callable[[Item], bool]) -> None:
        """Remove items."""
        self._items = deque(item for item in self._items if not is_dropped(item))

    def __len__(self) -> int:
        return len(self._items)


class SyncMailbox(Generic[Item]):
    """A queue, read and filled by any thread."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def put(self, item: Item) -> None:
        """Add an item."""
        self._items.put(item)

    def get(self, seconds: float | None = None) -> Item:
        """Remove and return the next item.

        Raises:
            TimeoutError: There was none in time.
        """
        try:
            return self._items.get_nowait()
        except queue.Empty:
            end = math.inf if seconds is None else monotonic() + seconds
        while True:
            try:
                return self._items.get(timeout=max(0.0, min(_LOOK_AROUND, end - monotonic())))
            except queue.Empty:
                if monotonic() >= end:
                    raise TimeoutError from None

    def drop(self, is_dropped: Callable[[Item], bool]) -> None:
        """Remove items."""
        kept: list[Item] = []
        with suppress(queue.Empty):
            while True:
                kept.append(self._items.get_nowait())
        for item in kept:
            if not is_dropped(item):
                self._items.put(item)

    def __len__(self) -> int:
        return self._items.qsize()


class AsyncWorker:
    """A function that runs concurrently with its starter, in a task of its own.

    It belongs to no task group: whoever started it may end, in any order, before it is cancelled.
    """

    def __init__(self) -> None:
        self._cancel: Callable[[], object] | None = None
        self._schedule: Callable[[Callable[[], object]], object] | None = None

    def start(self, function: AsyncFunction[[], None]) -> None:
        """Run a function that raises nothing."""
        import anyio

        self._ended = anyio.Event()
        if _is_asyncio():
            import asyncio

            loop = asyncio.get_running_loop()
            self._task = loop.create_task(function(), name="opencode-sessions")
            # Also when it is cancelled before it begins.
            self._task.add_done_callback(lambda _: self._ended.set())
            self._cancel, self._schedule = self._task.cancel, loop.call_soon_threadsafe
        else:
            import trio

            scope = trio.CancelScope()

            async def run() -> None:
                try:
                    with scope:
                        await function()
                finally:
                    self._ended.set()

            trio.lowlevel.spawn_system_task(run, name="opencode-sessions")
            self._cancel, self._schedule = scope.cancel, trio.lowlevel.current_trio_token().run_sync_soon

    def interrupt_with(self, interrupt: AsyncInterrupt) -> None:
        """Do nothing: a task is cancelled whatever it waits for."""

    def cancel(self) -> None:
        """Ask it to end."""
        # Once: a second time would keep it from closing what it holds.
        cancel, self._cancel = self._cancel, None
        if cancel is not None:
            cancel()

    def call_soon(self, function: Callable[[], object]) -> None:
        """Call a function where the worker runs, soon: for finalizers, which must not wait, nor take a lock."""
        if self._schedule is not None:
            # The event loop may be closed by now, and its tasks with it.
            with suppress(Exception):
                self._schedule(function)

    async def join(self, seconds: float) -> None:
        """Wait until it has ended, for at most so many seconds."""
        if self._schedule is None:
            return
        import anyio

        with anyio.move_on_after(seconds, shield=True):
            await self._ended.wait()


class SyncWorker:
    """A function that runs concurrently with its starter, in a thread of its own."""

    def __init__(self) -> None:
        self._interrupt: SyncInterrupt | None = None
        self._is_cancelled = False
        self._thread: threading.Thread | None = None

    def start(self, function: SyncFunction[[], None]) -> None:
        """Run a function that raises nothing."""
        # A daemon: waiting for a response does not keep the interpreter alive.
        thread = threading.Thread(target=function, name="opencode-sessions", daemon=True)
        thread.start()
        self._thread = thread

    def interrupt_with(self, interrupt: SyncInterrupt) -> None:
        """Let `cancel` interrupt this call from now on."""
        self._interrupt = interrupt
        if self._is_cancelled:
            interrupt.interrupt()

    def cancel(self) -> None:
        """Interrupt what it waits for."""
        self._is_cancelled = True
        if self._interrupt is not None:
            self._interrupt.interrupt()

    def call_soon(self, function: Callable[[], object]) -> None:
        """Call a function in another thread, soon: for finalizers, which must not wait, nor take a lock."""
        # Not when the interpreter ends.
        with suppress(RuntimeError):
            start_new_thread(function, ())

    def join(self, seconds: float) -> None:
        """Wait until it has ended, for at most so many seconds."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(seconds)


class AsyncWatch:
    """A block that something watches over if it takes long.

    Args:
        seconds: The time after which the watch begins.
        watch: Runs concurrently with the block from then on, until the block ends. It raises to end the block with an
            error.
        interrupt: Interrupts the block's call.
    """

    def __init__(self, seconds: float, watch: AsyncFunction[[AsyncSleeper], None], interrupt: AsyncInterrupt) -> None:
        self._seconds = seconds
        self._watch = watch
        self._worker = AsyncWorker()
        self._error: Exception | None = None

    async def __aenter__(self) -> Self:
        from anyio import CancelScope

        self._scope = CancelScope()
        self._scope.__enter__()
        self._worker.start(self._run)
        return self

    async def _run(self) -> None:
        import anyio

        await anyio.sleep(self._seconds)
        try:
            await self._watch(AsyncSleeper())
        except Exception as error:
            self._error = error
            self._scope.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.cancel()
        is_ended = self._scope.__exit__(kind, error, trace)
        if self._error is not None and (error is None or is_ended):
            raise self._error


class SyncWatch:
    """A block that something watches over if it takes long.

    Args:
        seconds: The time after which the watch begins.
        watch: Runs concurrently with the block from then on, until the block ends. It raises to end the block with an
            error.
        interrupt: Interrupts the block's call.
    """

    def __init__(self, seconds: float, watch: SyncFunction[[SyncSleeper], None], interrupt: SyncInterrupt) -> None:
        #: When the watch begins, by the monotonic clock.
        self.at = monotonic() + seconds
        #: The block has ended.
        self.is_over = False
        self._watch = watch
        self._interrupt = interrupt
        self._sleeper: SyncSleeper | None = None
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        _alarm_clock().set(self)
        return self

    def ring(self) -> None:
        """Begin the watch, in a thread of its own."""
        self._sleeper = sleeper = SyncSleeper()
        if not self.is_over:
            threading.Thread(target=self._run, args=(sleeper,), name="opencode-sessions", daemon=True).start()

    def _run(self, sleeper: SyncSleeper) -> None:
        try:
            self._watch(sleeper)
        except Exception as error:
            if not self.is_over:
                self._error = error
                self._interrupt.interrupt()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_over = True
        if self._sleeper is not None:
            self._sleeper.wake()
        if self._error is not None and (error is None or isinstance(error, Exception)):
            raise self._error from None


class _AlarmClock:
    """Rings for time limits and watches that are due: one thread for all, which ends when there are none."""

    #: The longest time between two looks at them, in seconds.
    _TICK = 1.0

    def __init__(self) -> None:
        self._alarms: list[SyncTimeLimit | SyncWatch] = []
        self._set = threading.Condition(threading.Lock())
        self._looks_at = math.inf
        self._thread: threading.Thread | None = None

    def set(self, alarm: SyncTimeLimit | SyncWatch) -> None:
        """Ring at its time, unless its block is over by then."""
        with self._set:
            self._alarms.append(alarm)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="opencode-sessions clock", daemon=True)
                self._thread.start()
            elif alarm.at < self._looks_at:
                self._set.notify()

    def _run(self) -> None:
        while True:
            with self._set:
                now = monotonic()
                self._looks_at = min([now + self._TICK, *(alarm.at for alarm in self._alarms if not alarm.is_over)])
                self._set.wait(max(0.0, self._looks_at - now))
                now = monotonic()
                waiting = [alarm for alarm in self._alarms if not alarm.is_over]
                self._alarms = [alarm for alarm in waiting if alarm.at > now]
                if not waiting:
                    self._thread = None
                    return
            for alarm in waiting:
                if alarm.at <= now:
                    alarm.ring()


_clocks: dict[int, _AlarmClock] = {}


def _alarm_clock() -> _AlarmClock:
    """Return the alarm clock of this process: its thread does not survive a fork."""
    found = _clocks.get(os.getpid())
    if found is None:
        _clocks.clear()
        found = _clocks[os.getpid()] = _AlarmClock()
    return found


class AsyncSleeper:
    """Sleeps between two attempts."""

    #: A task that sleeps is cancelled by its owner instead.
    is_woken = False

    async def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds."""
        import anyio

        await anyio.sleep(seconds)

    def wake(self) -> None:
        """Do nothing."""

    def let_threads_run(self) -> None:
        """Do nothing: there are none."""


class SyncSleeper:
    """Sleeps between two attempts; another thread can wake it for good."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    @property
    def is_woken(self) -> bool:
        """It was woken, and sleeps no more."""
        return self._woken.is_set()

    def let_threads_run(self) -> None:
        """Sleep for a millisecond, for other threads to run."""
        self.sleep(0.001)

    def sleep(self, seconds: float) -> None:
        """Sleep for so many seconds, or until woken."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """Wake the thread that sleeps, and let it sleep no more."""
        self._woken.set()


def async_home() -> Any:
    """Return what connections belong to: the process and its running event loop."""
    return os.getpid(), running_loop()


def sync_home() -> Any:
    """Return what connections belong to: the process."""
    return os.getpid()


def _is_asyncio() -> bool:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def async_decision(name: str, function: Callable[[Any], Any], request: Any) -> Any:
    """Return what a user's function, which may be an async one, decides about a request.

    Args:
        name: The name of the argument that the function was given as.
        function: The function.
        request: Its argument.

    Raises:
        RuntimeError: The function raised `StopIteration` or `StopAsyncIteration`, which would end the user's loop.
        Exception: The function raised this.
    """
    try:
        given = function(request)
        return await given if inspect.isawaitable(given) else given
    except (StopIteration, StopAsyncIteration) as error:
        raise _not_an_end(name, error) from error


def sync_decision(name: str, function: Callable[[Any], Any], request: Any) -> Any:
    """Return what a user's function decides about a request.

    Args:
        name: The name of the argument that the function was given as.
        function: The function.
        request: Its argument.

    Raises:
        RuntimeError: The function raised `StopIteration` or `StopAsyncIteration`, which would end the user's loop.
        TypeError: It is an async function.
        Exception: The function raised this.
    """
    try:
        given = function(request)
    except (StopIteration, StopAsyncIteration) as error:
        raise _not_an_end(name, error) from error
    if inspect.isawaitable(given):
        if inspect.iscoroutine(given):
            given.close()
        raise TypeError("An async function decides here: use it with AsyncOpencode.")
    return given


def _not_an_end(name: str, error: Exception) -> RuntimeError:
    # As for generators, by PEP 479.
    return RuntimeError(f"{name} raised {type(error).__name__}: is there no further item in what it calls next() on?")
