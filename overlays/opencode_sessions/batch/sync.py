"""A batch for programs without an event loop: it runs in a thread of its own."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from anyio.from_thread import BlockingPortal, start_blocking_portal

if TYPE_CHECKING:
    from opencode_sessions.batch.plan import Attempt
    from opencode_sessions.batch.progress import Progress
    from opencode_sessions.batch.result import Result
    from opencode_sessions.batch.runner import AsyncBatch

__all__ = ["Batch"]

LOGGER = logging.getLogger("opencode_sessions")

#: So many times does Ctrl-C do something gentle; then it interrupts as always.
_GENTLE = 2
#: So many jobs that run on are named.
_MOST_NAMED = 8


class Batch:
    """A batch; `run` makes it. Iterating runs it, and gives the results in the order in which the jobs are finished.

    While the main thread iterates, the first Ctrl-C sends no more prompts, and those that were sent are followed to
    their end; the second one stops their agents; the third one leaves at once. The iteration ends with a
    `KeyboardInterrupt`.

    Leaving the loop early stops no agent: the next run of the journal follows them up.
    """

    def __init__(self, batch: AsyncBatch) -> None:
        self._batch = batch
        self._portal: BlockingPortal | None = None

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._batch.progress

    @property
    def running(self) -> dict[str, Attempt]:
        """The jobs that have a session, and whose agents may be at work: by key, each with its session."""
        return self._batch.running

    def stop(self) -> None:
        """Send no more. Jobs that run are followed to their end. From any thread."""
        self._call(self._batch.stop)

    def abort(self, *keys: str) -> None:
        """Stop the agents of jobs. Their results say that they were aborted, once they are seen to have stopped.

        From any thread.

        Args:
            *keys: The keys of jobs that run. Others are passed over. Default: all jobs; then no more are sent, too.
        """
        self._call(partial(self._batch.abort, *keys))

    def _call(self, function: Callable[[], object]) -> None:
        if self._portal is None:
            function()
        else:
            self._portal.start_task_soon(function)

    def __iter__(self) -> Iterator[Result]:
        interrupts = _Interrupts(self)
        with start_blocking_portal() as self._portal, interrupts:
            try:
                while (result := self._portal.call(self._next)) is not None:
                    yield result
            finally:
                portal, self._portal = self._portal, None
                portal.call(self._batch.close)
        if interrupts.count:
            raise _interrupt(self)

    async def _next(self) -> Result | None:
        return await anext(self._batch, None)


class _Interrupts:
    """Takes Ctrl-C for a batch, in the main thread, and if nobody else does."""

    def __init__(self, batch: Batch) -> None:
        self.count = 0
        self._batch = batch
        self._before: Any = None

    def __enter__(self) -> Self:
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        if self.count == 1:
            running = self._batch.running
            again = ": press Ctrl-C again to stop them" if running else ""
            LOGGER.warning("Sending no more. %s%s.", _run_on(running), again)
            self._batch.stop()
        elif self.count <= _GENTLE:
            LOGGER.warning("Stopping the agents. Press Ctrl-C again to leave at once.")
            self._batch.abort()
        else:
            raise _interrupt(self._batch)


def _interrupt(batch: Batch) -> KeyboardInterrupt:
    interrupt = KeyboardInterrupt()
    if running := batch.running:
        interrupt.add_note(f"{_run_on(running)}: the next run of the journal follows up.")
    return interrupt


def _run_on(running: Mapping[str, Attempt]) -> str:
    """Say which jobs run on, and in which sessions."""
    if not running:
        return "No job runs on"
    named = [f"{key} ({attempt.session_id})" for key, attempt in islice(running.items(), _MOST_NAMED)]
    more = [f"and {len(running) - len(named)} more"] if len(running) > len(named) else []
    return f"{'1 job runs' if len(running) == 1 else f'{len(running)} jobs run'} on, {', '.join(named + more)}"
