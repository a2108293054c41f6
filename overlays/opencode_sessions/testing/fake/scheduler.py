"""Coroutines that wait for time and for each other, without an event loop, a thread or I/O.

Whoever waits for a result runs what is due: a thread, or a task of any event loop. When nobody has waited for a while,
what was due meanwhile runs late, but as if it had run in time.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Coroutine, Generator
from itertools import count
from types import coroutine
from typing import Any, Generic, TypeVar

__all__ = ["Result", "Scheduler", "Task"]

Value = TypeVar("Value")


class _Condition:
    """What a task waits for: a time, or something that is met at a time that nobody knows yet."""

    def __init__(self, at: float | None = None) -> None:
        self.at = at
        self.task: Task | None = None


class Task:
    """A coroutine that runs in a scheduler.

    Attributes:
        is_done: It has ended.
        waits_for: What it waits for.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.is_done = False
        self.waits_for: _Condition | None = None
        self._coroutine = coroutine

    def step(self) -> None:
        """Run it until it waits again."""
        self.waits_for = None
        try:
            self.waits_for = self._coroutine.send(None)
        except StopIteration:
            self.is_done = True
        except BaseException:
            self.is_done = True
            raise

    def cancel(self) -> None:
        """End it where it waits."""
        if not self.is_done:
            self.is_done = True
            self._coroutine.close()


class Result(Generic[Value]):
    """A value that is set once, and awaited by one task.

    Attributes:
        is_set: It has its value.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self.is_set = False
        self._scheduler = scheduler
        self._condition = _Condition()
        self._value: Any = None

    def set(self, value: Value) -> None:
        """Set the value; without effect when there is one."""
        if not self.is_set:
            self.is_set, self._value = True, value
            self._condition.at = self._scheduler.now
            self._scheduler.expect(self._condition)

    def __await__(self) -> Generator[_Condition, None, Value]:
        if not self.is_set:
            yield self._condition
        value: Value = self._value
        return value


class Scheduler:
    """Runs tasks when they are due.

    Args:
        clock: Seconds that only grow.

    Attributes:
        lock: Held while tasks run, and by whoever reads or changes what they use.
        now: The time for the task that runs: when it was due.
        is_frozen: Nothing runs.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.lock = threading.RLock()
        self.now = clock()
        self.is_frozen = False
        self._clock = clock
        self._queue: list[tuple[float, int, _Condition]] = []
        self._places = count()
        self._wakers: set[Callable[[], object]] = set()

    def start(self, coroutine: Coroutine[Any, Any, None]) -> Task:
        """Run a coroutine as a task, as soon as somebody runs what is due."""
        task = Task(coroutine)
        self._wait_for(task, _Condition(self.now))
        return task

    def _wait_for(self, task: Task, condition: _Condition) -> None:
        task.waits_for, condition.task = condition, task
        self.expect(condition)

    def expect(self, condition: _Condition) -> None:
        """Let the task that waits for a condition run at its time, if both are known."""
        if condition.at is not None and condition.task is not None:
            heapq.heappush(self._queue, (condition.at, next(self._places), condition))

    async def sleep(self, seconds: float) -> None:
        """Let a task wait for so many seconds."""
        await _wait(_Condition(self.now + max(0.0, seconds)))

    def run_due(self) -> float | None:
        """Run what is due, in the order of time, and return the seconds until something will be; None for never."""
        now = self._clock()
        if self.is_frozen:
            return None
        has_run = False
        while self._queue and self._queue[0][0] <= now:
            at, _, condition = heapq.heappop(self._queue)
            task = condition.task
            if task is None or task.is_done or task.waits_for is not condition:
                continue
            self.now = max(self.now, at)
            has_run = True
            task.step()
            if task.waits_for is not None:
                self._wait_for(task, task.waits_for)
        self.now = max(self.now, now)
        if has_run:
            self.wake()
        return max(0.0, self._queue[0][0] - now) if self._queue else None

    def wake(self) -> None:
        """Let all who wait look again."""
        for waker in list(self._wakers):
            waker()

    def add_waker(self, waker: Callable[[], object]) -> None:
        """Call a function, which must not wait, whenever something has happened."""
        self._wakers.add(waker)

    def remove_waker(self, waker: Callable[[], object]) -> None:
        """Call it no longer."""
        self._wakers.discard(waker)


@coroutine
def _wait(condition: _Condition) -> Generator[_Condition, None, None]:
    yield condition
