"""The program that is killed: it runs a batch, and dies at a step that is drawn.

python -m tools.batch_campaign.program '{"urls": […], "journal": …, "jobs": 100, "die_at": 57, …}'
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any

from attrs import asdict, frozen

from opencode_sessions import OpencodeError
from opencode_sessions.batch import Job, Report, Server, run

__all__ = ["WAYS", "Life", "job_key"]

#: The ways to work on the jobs.
_NAME = "tools.batch_campaign.program"
WAYS = ("here", "threads", "processes", "dask")


@frozen(kw_only=True)
class Life:
    """One life of the program.

    Attributes:
        urls: The addresses of the servers.
        password: Their password.
        journal: The journal.
        directory: The directory of the jobs.
        jobs: The number of jobs.
        concurrency: The most jobs at a time.
        way: One of `WAYS`.
        scheduler: The address of Dask's scheduler, for that way.
        die_at: The number of the step at which the program kills itself; None for a life without that. A step is a
            write to a file or to a connection, or a wait for the disk.
        dies_before: It dies before that step, not after it.
    """

    urls: list[str]
    password: str
    journal: str
    directory: str
    jobs: int
    concurrency: int
    way: str = "here"
    scheduler: str | None = None
    die_at: int | None = None
    dies_before: bool = True

    def command(self) -> list[str]:
        """The command that runs it."""
        return [sys.executable, "-m", _NAME, json.dumps(asdict(self))]


def job_key(number: int) -> str:
    """The key of a job, which is also its prompt."""
    return f"#{number}"


def _jobs(life: Life) -> Iterator[Job]:
    for number in range(life.jobs):
        yield Job(job_key(number), key=job_key(number), directory=life.directory)


def _executor(life: Life) -> Any:
    if life.way == "dask":
        os.environ["DASK_LOGGING__DISTRIBUTED"] = "critical"
        from distributed import Client

        connect: Any = Client
        return connect(life.scheduler)
    if life.way == "threads":
        return ThreadPoolExecutor(life.concurrency)
    if life.way == "processes":
        return ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    return None


def _die_at_a_step(life: Life) -> None:
    left = life.die_at

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            nonlocal left
            assert left is not None
            left -= 1
            if left <= 0 and life.dies_before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = function(*arguments)
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return step

    os.write, os.fsync = counted(os.write), counted(os.fsync)
    socket.socket.send = counted(socket.socket.send)  # type: ignore[method-assign]


def main() -> int:
    """Run the batch; 0 when all jobs are finished."""
    life = Life(**json.loads(sys.argv[1]))
    # Workers are lost all the time.
    logging.disable(logging.WARNING)
    if life.die_at is not None:
        _die_at_a_step(life)
    with ExitStack() as stack:
        executor = _executor(life)
        if executor is not None:
            stack.enter_context(executor)
        results = run(
            _jobs(life),
            journal=life.journal,
            servers=[Server(url, password=life.password) for url in life.urls],
            executor=executor,
            concurrency=life.concurrency,
            permission="once",
        )
        try:
            for _ in results:
                pass
        except OpencodeError as error:
            print(f"  {error}", flush=True)
    return int(bool(Report(life.journal).unfinished))


if __name__ == "__main__":
    sys.exit(main())
