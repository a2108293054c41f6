"""Run a batch: read the jobs, send them within the limits, follow them, and write the journal.

Every step of a job is a record of the journal first, and the plan decides on the next one by the records alone. So a
run that goes on and one that was killed and started again take the same way.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable, Sized
from contextlib import aclosing, suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Self, TypeAlias

import anyio
from attrs import evolve, frozen

from opencode_sessions._concurrency import AsyncMailbox, AsyncShield, AsyncWorker
from opencode_sessions._prompt import marked_parts
from opencode_sessions.batch.attempt import Outcome, Task, open_session, withdraw
from opencode_sessions.batch.errors import BatchStoppedError, JournalError
from opencode_sessions.batch.job import Job
from opencode_sessions.batch.journal import Journal
from opencode_sessions.batch.limits import Go, Limits, Stop, Wait
from opencode_sessions.batch.plan import Attempt, Decision, FollowUp, Plan, Record, Recorded, Send
from opencode_sessions.batch.progress import Progress
from opencode_sessions.batch.result import Result
from opencode_sessions.batch.servers import Clients
from opencode_sessions.batch.workers import ExecutorHands, Hands, LocalHands
from opencode_sessions.errors import (
    APIConnectionError,
    AuthenticationError,
    HTMLResponseError,
    OpencodeError,
    UnsupportedByServerError,
)

if TYPE_CHECKING:
    from opencode_sessions._async.client import AsyncOpencode
    from opencode_sessions.batch.options import Settings

__all__ = ["AsyncBatch", "Jobs"]

#: The input of a batch.
Jobs: TypeAlias = "Iterable[Job] | AsyncIterable[Job]"

LOGGER = logging.getLogger("opencode_sessions")

#: Results that may wait to be taken; then no more jobs begin.
_MOST_WAITING = 100
#: So often is a prompt sent that never arrives, or a turn followed that cannot be followed.
_MOST_TRIES = 3
#: Seconds between two attempts to stop an agent.
_STOP_AGAIN_SECONDS = 0.5
#: Seconds to leave all turns, and to stop servers that were started.
_CLOSE_SECONDS = 30.0
#: Errors of a server that is none for any job, and of a journal that cannot be written.
_FATAL = (AuthenticationError, HTMLResponseError, JournalError, UnsupportedByServerError)


@frozen
class _Ended:
    error: BaseException | None


class AsyncBatch:
    """A batch that runs; `arun` makes it. An async iterator of results, in the order in which the jobs are finished.

    Leaving it early, with `close` or by the end of the program, stops no agent: the next run of the journal follows
    them up.
    """

    def __init__(
        self, jobs: Jobs, journal: str | os.PathLike[str], settings: Settings, *, reads_in_thread: bool = False
    ) -> None:
        self._jobs = jobs
        self._path = journal
        self._settings = settings
        self._reads_in_thread = reads_in_thread
        self._plan = Plan(settings.retry, settings.attempts)
        self._limits = Limits(
            settings.servers,
            settings.concurrency,
            settings.per_server,
            settings.per_minute,
            settings.budget,
            settings.reconnect,
        )
        self._clients = Clients()
        self._worker = AsyncWorker()
        #: For each job that has its place: set when its agent is to be stopped.
        self._aborting: dict[str, anyio.Event] = {}
        self._aborts_all = False
        self._mailbox: AsyncMailbox[Result | _Ended] = AsyncMailbox()
        self._is_started = self._is_ended = False
        self._began = self._seconds = 0.0
        self._total = len(jobs) if isinstance(jobs, Sized) else None
        self._recorded = self._unsent_jobs = self._left_jobs = 0
        #: The number of records of this run, and of those that are on the disk.
        self._written = self._synced = 0

    # ---------------------------------------------------------------- as its user sees it

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        statuses = self._plan.statuses
        return Progress(
            total=self._total,
            done=statuses["done"],
            failed=statuses["failed"] + self._unsent_jobs,
            aborted=statuses["aborted"],
            unfinished=self._left_jobs,
            running=self._limits.running,
            recorded=self._recorded,
            cost=self._plan.cost,
            tokens=self._plan.tokens,
            seconds=monotonic() - self._began if self._is_started and not self._is_ended else self._seconds,
            stopped=self._limits.stopped,
        )

    @property
    def running(self) -> dict[str, Attempt]:
        """The jobs that have a session, and whose agents may be at work: by key, each with its session."""
        return {key: attempt for key, attempt in self._plan.unfinished().items() if attempt is not None}

    def stop(self) -> None:
        """Send no more. Jobs that run are followed to their end."""
        self._limits.stop("interrupted")
        if self._is_started:
            self._hands.stop()
            self._changed()

    def abort(self, *keys: str) -> None:
        """Stop the agents of jobs. Their results say that they were aborted, once they are seen to have stopped.

        Args:
            *keys: The keys of jobs that run. Others are passed over. Default: all jobs; then no more are sent, too.
        """
        if not keys:
            self._aborts_all = True
            self.stop()
        for key in keys or list(self._aborting):
            if key in self._aborting:
                self._aborting[key].set()

    async def close(self) -> None:
        """Leave it. Agents that are at work go on; the next run of the journal follows them up."""
        if self._is_started and not self._is_ended:
            self._worker.cancel()
            await self._worker.join(_CLOSE_SECONDS)
        self._is_ended = True

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Result:
        """Return the next result.

        Raises:
            JournalError: The journal cannot be used, or a job does not fit it.
            BatchStoppedError: No server is left.
            OpencodeError: A server refuses, e.g. for a wrong password, or cannot be started.
        """
        if not self._is_started:
            self._start()
        if self._is_ended:
            raise StopAsyncIteration
        item = await self._mailbox.get()
        if isinstance(item, Result):
            self._room.release()
            return item
        self._is_ended = True
        if item.error is not None:
            raise item.error
        raise StopAsyncIteration

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # ---------------------------------------------------------------- the run

    def _start(self) -> None:
        self._is_started = True
        self._began = monotonic()
        self._change = anyio.Event()
        self._room = anyio.Semaphore(_MOST_WAITING)
        self._syncing = anyio.Lock()
        self._hands = self._make_hands()
        self._worker.start(self._run)

    def _make_hands(self) -> Hands:
        servers, executor = self._settings.servers, self._settings.executor
        local = LocalHands(servers, self._clients)
        return local if executor is None else ExecutorHands(executor, local, self._worker.call_soon)

    async def _run(self) -> None:
        error: BaseException | None = None
        try:
            with Journal(self._path) as self._journal:
                self._read_journal()
                await self._note({"type": "run", "pid": os.getpid()})
                async with anyio.create_task_group() as self._group, aclosing(self._read_jobs()) as jobs:
                    await self._feed(jobs)
                await self._note({"type": "ended", "stopped": self._limits.stopped})
            if self._limits.stopped == "unreachable":
                error = BatchStoppedError(
                    f"No server is left: {', '.join(self._settings.servers)} cannot be reached. The journal "
                    f"{os.fspath(self._path)} has everything up to here: start the batch again with it."
                )
        except BaseExceptionGroup as group:
            error = _first(group)
            if not isinstance(error, Exception):
                raise
        except Exception as caught:
            error = caught
        finally:
            self._seconds = monotonic() - self._began
            with AsyncShield(_CLOSE_SECONDS), suppress(OpencodeError):
                await self._clients.close()
            self._mailbox.put(_Ended(error))

    def _read_journal(self) -> None:
        for position, record in self._journal:
            self._take_in(record, position)
        self._recorded = sum(self._plan.statuses.values())

    async def _note(self, record: Record) -> None:
        """Write a record, take it in, and wait until it is on the disk."""
        self._add(record)
        number = self._written
        async with self._syncing:
            # Whoever comes first does it for all who wait.
            if self._synced < number:
                written = self._written
                await anyio.to_thread.run_sync(self._journal.sync)
                self._synced = written

    def _add(self, record: Record) -> None:
        """Write a record, and take it in."""
        self._take_in(record, self._journal.append(record))
        self._written += 1
        if self._settings.on_progress is not None:
            self._settings.on_progress(self.progress)

    def _take_in(self, record: Record, position: int) -> None:
        self._plan.apply(record, position)
        if record["type"] == "finished":
            self._limits.add_cost(record.get("cost", 0.0))

    async def _feed(self, jobs: AsyncIterator[Job]) -> None:
        """Read the jobs, and begin with them when there is a place."""
        async for job in jobs:
            if not isinstance(job, Job):
                raise TypeError(f"A batch takes jobs, such as Job({job!r:.80}), not {type(job).__name__} objects.")
            decision = self._plan.take(job)
            if decision is None and self._limits.stopped is None:
                self._add({"type": "planned", "key": job.key, "digest": job.digest, "prompt": job.summary})
                decision = self._plan.take(job)
            if isinstance(decision, Recorded):
                await self._deliver(self._result_at(decision, job))
            elif isinstance(decision, FollowUp):
                if not await self._begin(job, decision, self._server_of(job, decision.attempt)):
                    await self._deliver(await self._left(job, decision.attempt))
            elif not (decision and await self._begin(job, decision)) and not self._plan.has_open:
                # Nothing may be sent any more, and nothing is left to follow up.
                return

    async def _begin(self, job: Job, decision: Send | FollowUp, server: str | None = None) -> bool:
        """Begin with a job as soon as there is a place for it; false when there is going to be none."""
        place = await self._wait_for(partial(self._limits.place, server=server))
        if place is not None:
            self._limits.begin(place)
            self._aborting[job.key] = anyio.Event()
            if self._aborts_all:
                # One of an earlier run.
                self._aborting[job.key].set()
            self._group.start_soon(self._work, job, decision, place)
        return place is not None

    async def _read_jobs(self) -> AsyncGenerator[Job, None]:
        if isinstance(self._jobs, AsyncIterable):
            async for job in self._jobs:
                yield job
            return
        following = partial(next, iter(self._jobs), _Ended(None))
        while True:
            found = await anyio.to_thread.run_sync(following) if self._reads_in_thread else following()
            if isinstance(found, _Ended):
                return
            yield found

    def _server_of(self, job: Job, attempt: Attempt) -> str:
        if attempt.server not in self._settings.servers:
            raise JournalError(
                f"The job {job.key!r} was sent to the server {attempt.server}, which is not among those of this run "
                f"({', '.join(self._settings.servers)}): add it, so that the job can be followed up."
            )
        return attempt.server

    async def _wait_for(self, ask: Callable[[float], Go | Wait | Stop]) -> str | None:
        """Ask the limits until they give a server; None when they say that no more is to be sent."""
        while True:
            now = monotonic()
            answer = ask(now)
            if isinstance(answer, Go):
                return answer.server
            if isinstance(answer, Stop):
                return None
            with anyio.move_on_after(answer.until - now):
                await self._change.wait()

    def _changed(self) -> None:
        """Let all who wait ask again."""
        self._change.set()
        self._change = anyio.Event()

    # ---------------------------------------------------------------- one job

    async def _work(self, job: Job, decision: Send | FollowUp, server: str) -> None:
        try:
            result = await self._finish(job, decision, server)
            if result is not None:
                await self._deliver(result)
        finally:
            del self._aborting[job.key]
            self._limits.end(server)
            self._changed()

    async def _finish(self, job: Job, decision: Decision, server: str) -> Result | None:
        """Do what the plan decides until the job has a result; None when it may not be sent any more."""
        finished: Result | None = None
        aborting = self._aborting[job.key]
        absences = opens = 0
        while not isinstance(decision, Recorded):
            if isinstance(decision, FollowUp):
                self._limits.follow()
            elif aborting.is_set() or await self._wait_for(partial(self._limits.prompt, server=server)) is None:
                return finished
            began = monotonic()
            try:
                if isinstance(decision, FollowUp):
                    task = self._task(job, decision.attempt)
                else:
                    task = await self._open(job, decision, server)
                outcome = await self._perform(server, task)
            except _FATAL:
                raise
            except APIConnectionError as error:
                self._failed_to_reach(server, error)
                continue
            except (OpencodeError, OSError, ValueError) as error:
                return await self._unsent(job, error, server)
            finally:
                self._limits.rest()
                self._changed()
            result = _result(job, task.attempt, outcome, monotonic() - began)
            if outcome.ending not in ("unreachable", "not sent"):
                self._limits.reached(server)
            if outcome.ending in ("open", "unreachable"):
                if outcome.ending == "unreachable":
                    self._failed_to_reach(server, outcome.error)
                else:
                    opens += 1
                if opens == _MOST_TRIES or aborting.is_set() or not await self._may_ask(server):
                    return await self._left(job, task.attempt, outcome.error)
            elif outcome.ending in ("absent", "not sent"):
                await self._note({"type": "dropped", "key": job.key, "session": task.attempt.session_id})
                opens = 0
                if outcome.ending == "not sent":
                    self._failed_to_reach(server, outcome.error)
                else:
                    # At once, not only before the next prompt: a worker that was lost may yet send this one.
                    with suppress(OpencodeError):
                        await withdraw(await self._client(server), task.attempt)
                    if (absences := absences + 1) == _MOST_TRIES:
                        return await self._unsent(job, outcome.error, server)
            else:
                await self._note({"type": "finished", **result.to_dict()})
                finished = result
            decision = self._plan.decide(job.key)
        return finished

    async def _client(self, server: str) -> AsyncOpencode:
        return await self._clients.get(server, self._settings.servers[server])

    async def _may_ask(self, server: str) -> bool:
        """Wait until a server may be asked again; false when it was given up."""
        return await self._wait_for(partial(self._limits.ready, server=server)) is not None

    async def _open(self, job: Job, decision: Send, server: str) -> Task:
        """Open a session for the prompt, and note it. A prompt that has arrived after all is followed instead.

        Raises:
            OpencodeError: That failed. Nothing was sent.
            OSError: A file of the prompt cannot be read.
            ValueError: A file of the prompt cannot be attached.
        """
        parts, mark = marked_parts(job.parts())
        client = await self._client(server)
        if decision.dropped is not None and not await withdraw(client, decision.dropped):
            await self._note(decision.dropped.to_record(job.key))
            return self._task(job, decision.dropped)
        is_claimed = self._settings.executor is not None
        session_id, directory = await open_session(client, job, is_claimed=is_claimed)
        self._limits.reached(server)
        attempt = Attempt(decision.number, session_id, str(mark), server, directory)
        await self._note(attempt.to_record(job.key))
        return evolve(self._task(job, attempt), parts=parts, is_new=True, is_claimed=is_claimed)

    def _task(self, job: Job, attempt: Attempt) -> Task:
        settings = self._settings
        return Task(
            job=job,
            attempt=attempt,
            timeout=job.timeout or settings.timeout,
            on_permission=settings.on_permission,
            on_question=settings.on_question,
            reconnect=settings.reconnect,
        )

    async def _perform(self, server: str, task: Task) -> Outcome:
        """Let the task be worked on, and stop its agent when that is asked for."""
        outcome: Outcome | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(self._abort, server, task)
            outcome = await self._hands.perform(server, task)
            group.cancel_scope.cancel()
        assert outcome is not None
        return outcome

    async def _abort(self, server: str, task: Task) -> None:
        await self._aborting[task.job.key].wait()
        while True:
            # An abort does nothing before the agent has begun.
            with suppress(OpencodeError):
                await self._hands.abort(server, task)
            await anyio.sleep(_STOP_AGAIN_SECONDS)

    def _failed_to_reach(self, server: str, error: Exception | None) -> None:
        LOGGER.info("The server %s is out of reach: %s", server, error)
        self._limits.unreachable(server, monotonic())

    # ---------------------------------------------------------------- results

    async def _unsent(self, job: Job, error: Exception | None, server: str) -> Result:
        """Note that a job could not be sent. The next run tries it again."""
        self._unsent_jobs += 1
        await self._note({"type": "unsent", "key": job.key, "error": f"{type(error).__name__}: {error}"})
        return Result(key=job.key, status="failed", error=error, server=server)

    async def _left(self, job: Job, attempt: Attempt, error: Exception | None = None) -> Result:
        """Give up to follow a job. The next run follows it up."""
        self._left_jobs += 1
        error = error or OpencodeError(f"The server {attempt.server} cannot be reached.")
        await self._note({"type": "left", "key": job.key, "error": f"{type(error).__name__}: {error}"})
        return _result(job, attempt, Outcome(ending="open", error=error), 0.0)

    def _result_at(self, decision: Recorded, job: Job) -> Result:
        return Result.from_dict(self._journal.read(decision.position), job.format)

    async def _deliver(self, result: Result) -> None:
        await self._room.acquire()
        self._mailbox.put(result)


def _result(job: Job, attempt: Attempt, outcome: Outcome, seconds: float) -> Result:
    return Result(
        key=job.key,
        status="unfinished" if outcome.ending not in ("done", "failed", "aborted") else outcome.ending,
        text=outcome.text,
        cost=outcome.cost,
        tokens=outcome.tokens,
        refusals=outcome.refusals,
        error=outcome.error,
        session_id=attempt.session_id,
        server=attempt.server,
        directory=attempt.directory,
        seconds=seconds,
        attempt=attempt.number,
        reply=outcome.reply,
    )


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a task group that is none."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
