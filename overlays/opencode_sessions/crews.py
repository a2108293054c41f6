"""Do things beside one another: one class per mode, tasks for the async client and threads for the sync one.

A crew's members put what they find into one queue, from which the caller takes it in order.
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from anyio.abc import TaskGroup
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream

Item = TypeVar("Item")


class AsyncCrew(Generic[Item]):
    """Tasks, and the queue of what they found."""

    _tasks: TaskGroup
    _found: MemoryObjectSendStream[Item]
    _queue: MemoryObjectReceiveStream[Item]

    async def start(self, *members: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin; the same task has to stop it."""
        # Only here: the sync client does without an event loop's library.
        from anyio import create_memory_object_stream, create_task_group

        self._tasks = create_task_group()
        self._found, self._queue = create_memory_object_stream(math.inf)
        await self._tasks.__aenter__()
        for member in members:
            self._tasks.start_soon(member)

    def put(self, item: Item) -> None:
        """Hand over something found."""
        self._found.send_nowait(item)

    async def take(self, timeout: float | None = None) -> Item:
        """The next thing found.

        Raises:
            TimeoutError: There was none in time (seconds).
        """
        from anyio import WouldBlock, fail_after

        try:
            # Many come at once; a time limit for each would take longer than the thing itself.
            return self._queue.receive_nowait()
        except WouldBlock:
            with fail_after(timeout):
                return await self._queue.receive()

    async def stop(self) -> None:
        """Cancel the tasks that still run, and wait for their end."""
        self._tasks.cancel_scope.cancel()
        # What went wrong in the caller's block is the caller's alone.
        await self._tasks.__aexit__(None, None, None)
        self._found.close()
        self._queue.close()


class SyncCrew(Generic[Item]):
    """Threads, and the queue of what they found."""

    #: Seconds after which a wait looks up, so that Ctrl-C is heard on every platform.
    _GLANCE = 1.0

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def start(self, *members: Callable[[], None]) -> None:
        """Begin."""
        for member in members:
            # A daemon: what waits for an answer does not keep the interpreter.
            threading.Thread(target=member, name="opencode-sessions", daemon=True).start()

    def put(self, item: Item) -> None:
        """Hand over something found."""
        self._queue.put(item)

    def take(self, timeout: float | None = None) -> Item:
        """The next thing found.

        Raises:
            TimeoutError: There was none in time (seconds).
        """
        end = math.inf if timeout is None else monotonic() + timeout
        while True:
            try:
                return self._queue.get(timeout=max(0.0, min(self._GLANCE, end - monotonic())))
            except queue.Empty:
                if monotonic() >= end:
                    raise TimeoutError from None

    def stop(self) -> None:
        """Nothing to do: a thread ends when the connection that it waits for is cut."""
