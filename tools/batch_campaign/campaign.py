"""Runs a campaign, and counts what went wrong."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from attrs import define, field, frozen

from opencode_sessions.batch import Report
from opencode_sessions.batch.journal import read_records
from tools.batch_campaign.cluster import Cluster
from tools.batch_campaign.program import WAYS, Life, job_key
from tools.batch_campaign.servers import FakeServers, RealServers, Servers, text_of

__all__ = ["Campaign", "Ledger"]

#: Lives after those in which the program is killed, at most.
_CALM_LIVES = 100
#: Seconds that a life has which ends at a moment: it takes longer to begin with Dask.
_LIFE = ((0.8, 4.0), (5.0, 20.0))
#: Seconds for the last life.
_LAST_LIFE = 600.0
#: Ways that follow few turns at a time: not for the last life, which works on most of the jobs, if there is another.
_SLOW_WAYS = ("processes",)
#: The exit code of a program whose batch is finished.
_FINISHED = 0


@frozen(kw_only=True)
class Campaign:
    """What is drawn from a seed.

    Attributes:
        seed: The seed.
        jobs: The number of jobs.
        servers: The number of servers.
        concurrency: The most jobs at a time.
        kills: How often the program is killed, at most.
        ways: The ways to work on the jobs, of which each life has one.
        real: Real servers.
        workers: The number of Dask's workers, for that way.
        restarts: Servers are killed and started again, too; and Dask's workers and its scheduler.
    """

    seed: str
    jobs: int = 100
    servers: int = 2
    concurrency: int = 8
    kills: int = 12
    ways: tuple[str, ...] = WAYS
    real: bool = False
    workers: int = 2
    restarts: bool = True

    async def run(self, journal: Path, tell: Callable[[str], object] = lambda line: None) -> Ledger:
        """Run it, and return the ledger."""
        began = monotonic()
        ledger = Ledger(jobs=self.jobs)
        groups: list[int] = []
        kind = RealServers if self.real else FakeServers
        try:
            async with kind(self.servers, self.seed) as servers:
                with self._cluster() as cluster:
                    async with _alongside(partial(self._suffer, servers, ledger)):
                        await self._live(servers, cluster, journal, ledger, groups, tell)
                await self._count(servers, journal, ledger)
        finally:
            for group in groups:
                # Workers of programs that were killed.
                with suppress(ProcessLookupError):
                    os.killpg(group, signal.SIGKILL)
        ledger.seconds = monotonic() - began
        return ledger

    def _cluster(self) -> AbstractContextManager[Cluster | None]:
        if "dask" not in self.ways:
            return nullcontext()
        return Cluster(self.workers, threads=max(1, self.concurrency // self.workers))

    async def _live(
        self,
        servers: Servers,
        cluster: Cluster | None,
        journal: Path,
        ledger: Ledger,
        groups: list[int],
        tell: Callable[[str], object],
    ) -> None:
        rng = random.Random(f"{self.seed}/lives")
        worker_rng = random.Random(f"{self.seed}/workers")
        for number in range(self.kills + _CALM_LIVES):
            is_last = number >= self.kills
            by_step = rng.random() < 0.6
            life = Life(
                urls=servers.urls,
                password=servers.password,
                journal=str(journal),
                directory=servers.directory,
                jobs=self.jobs,
                concurrency=self.concurrency,
                way=rng.choice(self._ways(is_last=is_last)),
                scheduler=None if cluster is None else cluster.address,
                # A job has about ten steps.
                die_at=rng.randint(1, 30 * self.concurrency) if by_step and not is_last else None,
                dies_before=rng.random() < 0.5,
            )
            seconds = _LAST_LIFE if is_last or by_step else rng.uniform(*_LIFE[life.way == "dask"])
            if cluster is None or life.way != "dask":
                code = await _run(life, seconds, groups)
            else:
                cluster.ensure_started()
                async with _alongside(partial(self._suffer_workers, cluster, ledger, worker_rng)):
                    code = await _run(life, seconds, groups)
            ledger.lives[f"{life.way}, {'killed' if code < 0 else f'exit {code}'}"] += 1
            tell(f"life {number + 1} ({life.way}): {code}, {_state(journal)}")
            if code == _FINISHED:
                return
        ledger.notes.append(f"It did not finish in {_CALM_LIVES} lives without a kill.")

    def _ways(self, *, is_last: bool) -> list[str]:
        fast = [way for way in self.ways if way not in _SLOW_WAYS]
        return fast if is_last and fast else list(self.ways)

    async def _suffer(self, servers: Servers, ledger: Ledger, over: asyncio.Event) -> None:
        rng = random.Random(f"{self.seed}/servers")
        while self.restarts:
            # A real server takes seconds to start.
            pause = rng.uniform(10.0, 25.0) if self.real else rng.uniform(2.0, 8.0)
            if await _passed(over, pause):
                return
            await servers.restart(rng.randrange(self.servers), rng.uniform(0.0, 1.5))
            ledger.killed["servers"] += 1

    async def _suffer_workers(self, cluster: Cluster, ledger: Ledger, rng: random.Random, over: asyncio.Event) -> None:
        while self.restarts:
            # They take about two seconds to start.
            if await _passed(over, rng.uniform(3.0, 9.0)):
                return
            if rng.random() < 0.1:
                await asyncio.to_thread(cluster.restart)
                ledger.killed["schedulers"] += 1
            else:
                index = rng.randrange(self.workers)
                cluster.kill_worker(index)
                ledger.killed["workers"] += 1
                await _passed(over, rng.uniform(0.0, 1.5))
                cluster.start_worker(index)

    async def _count(self, servers: Servers, journal: Path, ledger: Ledger) -> None:
        stored = Counter(await servers.prompts())
        for number in range(self.jobs):
            times = stored.pop(job_key(number), 0)
            if times != 1:
                ledger.wrong["prompt lost" if not times else "prompt doubled"] += 1
                ledger.notes.append(f"The prompt {job_key(number)} is stored {times} times.")
        for other in stored:
            ledger.wrong["prompt unknown"] += 1
            ledger.notes.append(f"A prompt {other!r} is stored that belongs to no job.")
        for _, record in read_records(journal):
            if record["type"] in ("dropped", "left", "unsent"):
                ledger.journal[f"{record['type']}: {record.get('error', '')[:100]}"] += 1
        seen: Counter[str] = Counter()
        for result in Report(journal).results:
            seen[result.key] += 1
            error = "" if result.error is None else f" ({type(result.error).__name__})"
            ledger.results[f"{result.status}{error}"] += 1
            if result.is_done and not result.text.endswith(text_of(result.key)):
                ledger.wrong["text lost"] += 1
                ledger.notes.append(f"The result of {result.key} is {result.text!r}.")
        if missing := self.jobs - len(seen):
            ledger.wrong["result missing"] += missing
            ledger.notes.append(f"{missing} jobs have no result.")


@define
class Ledger:
    """The counts of a campaign.

    Attributes:
        jobs: The number of jobs.
        lives: How the lives of the program ended.
        results: How the jobs ended.
        killed: What was killed in addition to the program, and how often.
        journal: What the journal has of prompts that never arrived, and of jobs that were left.
        wrong: What went wrong.
        notes: The same in words.
        seconds: How long it took.
    """

    jobs: int
    lives: Counter[str] = field(factory=Counter)
    results: Counter[str] = field(factory=Counter)
    killed: Counter[str] = field(factory=Counter)
    journal: Counter[str] = field(factory=Counter)
    wrong: Counter[str] = field(
        factory=lambda: Counter({"prompt doubled": 0, "prompt lost": 0, "result missing": 0, "text lost": 0})
    )
    notes: list[str] = field(factory=list)
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """True when nothing went wrong."""
        return not self.notes

    def lines(self) -> Iterator[str]:
        """The ledger in plain text."""
        yield f"{self.jobs} jobs in {self.seconds:.0f} s"
        titled = {"killed": self.killed, "lives": self.lives, "results": self.results, "journal": self.journal}
        titled["went wrong"] = self.wrong
        for title, counts in titled.items():
            yield f"{title}: {', '.join(f'{name}: {count}' for name, count in sorted(counts.items()))}"
        yield from self.notes


@asynccontextmanager
async def _alongside(suffer: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Kill servers or workers meanwhile, and leave them running at the end."""
    over = asyncio.Event()
    suffering = asyncio.create_task(suffer(over))
    try:
        yield
    finally:
        # Not in the middle of a restart.
        over.set()
        await suffering


async def _passed(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event for so many seconds at most; return whether it came."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def _run(life: Life, seconds: float, groups: list[int]) -> int:
    """Run the program for so many seconds at most, and return its exit code: negative when it was killed."""
    process = await asyncio.create_subprocess_exec(*life.command(), start_new_session=True)
    groups.append(process.pid)
    try:
        async with asyncio.timeout(seconds):
            return await process.wait()
    except TimeoutError:
        # Its workers live on for a while.
        process.kill()
        return await process.wait()


def _state(journal: Path) -> str:
    return str(Report(journal).progress) if journal.exists() else "no journal"
