"""The two ways to work on a task: in this process, or in the workers of an executor."""

from __future__ import annotations

import asyncio
import atexit
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any, Protocol

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from attrs import evolve

from opencode_sessions.batch import attempt
from opencode_sessions.batch.attempt import Outcome, Task, abort
from opencode_sessions.batch.errors import BatchStoppedError
from opencode_sessions.batch.servers import Clients, Launched, Server

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions._async.turn_stream import AsyncTurnStream

__all__ = ["DaskExecutor", "ExecutorHands", "Hands", "LocalHands", "perform"]

LOGGER = logging.getLogger("opencode_sessions")


class Hands(Protocol):
    """Works on tasks."""

    async def perform(self, server: str, task: Task) -> Outcome:
        """Work on a task, to its end."""
        ...

    def stop(self) -> None:
        """Send no more: a task that waits for a worker is left, and `perform` then looks if its prompt was sent."""
        ...

    async def abort(self, server: str, task: Task) -> None:
        """Try to stop the agent of a task: it does nothing before the agent has begun. `perform` then returns, soon."""
        ...


class LocalHands:
    """Works on tasks in this process and event loop."""

    def __init__(self, servers: Mapping[str, Server | Launched], clients: Clients) -> None:
        self.servers = servers
        self._clients = clients
        self._turns: dict[str, AsyncTurnStream[Any]] = {}

    async def perform(self, server: str, task: Task) -> Outcome:
        """Work on a task, to its end."""
        session_id = task.attempt.session_id
        client = await self.client(server)
        try:
            return await attempt.perform(client, task, lambda turn: self._turns.update({session_id: turn}))
        finally:
            self._turns.pop(session_id, None)

    def stop(self) -> None:
        """Do nothing: here no task waits."""

    async def abort(self, server: str, task: Task) -> None:
        """Try to stop the agent of a task."""
        turn = self._turns.get(task.attempt.session_id)
        if turn is not None:
            await turn.abort()

    async def client(self, server: str) -> AsyncOpencode:
        """Return this process's client of a server."""
        return await self._clients.get(server, self.servers[server])


class ExecutorHands:
    """Works on tasks with an executor: threads, processes, or machines.

    Args:
        executor: The executor.
        local: Follows up the tasks of workers that were lost, and stops agents.
        call_soon: Calls a function in this event loop, from any thread.
    """

    def __init__(
        self, executor: Executor, local: LocalHands, call_soon: Callable[[Callable[[], object]], object]
    ) -> None:
        self._executor = executor
        self._local = local
        self._call_soon = call_soon
        self._futures: set[Future[Outcome]] = set()

    async def perform(self, server: str, task: Task) -> Outcome:
        """Let a worker work on a task, and wait for the outcome.

        Raises:
            BatchStoppedError: The executor takes no more tasks.
        """
        ended = anyio.Event()
        try:
            future: Future[Outcome] = self._executor.submit(perform, server, self._local.servers[server], task)
        except Exception as error:
            raise BatchStoppedError(f"The executor takes no more jobs: {error!r}.") from error
        future.add_done_callback(lambda _: self._call_soon(ended.set))
        self._futures.add(future)
        try:
            await ended.wait()
        finally:
            self._futures.discard(future)
            future.cancel()
        try:
            return future.result()
        except Exception as error:
            # The worker was lost, or the task was left; either way the prompt may have been sent.
            if not future.cancelled():
                LOGGER.warning("A worker was lost, and its job is followed up: %r", error)
            outcome = await self._local.perform(server, evolve(task, parts=(), is_new=False))
            return evolve(outcome, error=error) if outcome.ending == "absent" else outcome

    def stop(self) -> None:
        """Leave the tasks that wait for a worker. Those of Dask are left also when a worker has them."""
        for future in list(self._futures):
            future.cancel()

    async def abort(self, server: str, task: Task) -> None:
        """Try to stop the agent of a task, whose worker then sees its end."""
        await self._local.abort(server, task)
        await abort(await self._local.client(server), task.attempt)


class DaskExecutor(Executor):
    """The workers of a Dask client: each task is a future of Dask's own, awaited in the event loop of the client.

    Args:
        client: A `distributed.Client`, also an asynchronous one.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Let a worker call a function.

        Raises:
            RuntimeError: The client is closed.
        """
        if self._client.status in ("closing", "closed"):
            raise RuntimeError("the Dask client is closed")
        called = self._call(function, *arguments, **options)
        return asyncio.run_coroutine_threadsafe(called, self._client.loop.asyncio_loop)

    async def _call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        # Two tasks with the same arguments are two. Should this be cancelled, the future is released, and its task
        # taken from the workers.
        return await self._client.submit(function, *arguments, pure=False, retries=0, **options)


def perform(name: str, server: Server | Launched, task: Task) -> Outcome:
    """Work on a task in this process, which keeps its clients for further ones. Executors call this.

    Args:
        name: The name of the server.
        server: The server.
        task: What to do.
    """
    return _worker().perform(name, server, task)


class _Worker:
    """An event loop in a thread, and the clients in it."""

    def __init__(self) -> None:
        _end_with_parent()
        self._clients = Clients()
        self._running: AbstractContextManager[BlockingPortal] = start_blocking_portal()
        self._portal = self._running.__enter__()
        atexit.register(self._close)

    def perform(self, name: str, server: Server | Launched, task: Task) -> Outcome:
        async def work() -> Outcome:
            return await attempt.perform(await self._clients.get(name, server), task)

        return self._portal.call(work)

    def _close(self) -> None:
        with suppress(Exception):
            self._portal.call(self._clients.close)
            self._running.__exit__(None, None, None)


def _end_with_parent() -> None:
    """End this process when the one that has started it dies: workers of a process pool would live on for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, name="opencode-sessions parent", daemon=True).start()


_workers: dict[int, _Worker] = {}
_lock = threading.Lock()


def _worker() -> _Worker:
    """Return the worker of this process: a forked child makes its own."""
    with _lock:
        if os.getpid() not in _workers:
            _workers[os.getpid()] = _Worker()
        return _workers[os.getpid()]
