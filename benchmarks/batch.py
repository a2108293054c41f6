"""Measure what a batch costs: time per job, throughput by the number of workers, and memory for 100,000 jobs.

python -m benchmarks.batch                # all three
python -m benchmarks.batch memory         # some of them: overhead, workers, memory

The server is the fake one of the fault campaigns, in a process of its own. Workers are Dask's.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from opencode_sessions import Opencode
from opencode_sessions.batch import Job, run
from opencode_sessions.batch.journal import Journal
from opencode_sessions.batch.plan import Attempt
from opencode_sessions.testing import ModelReply, Text
from tools.faults.fake import FakeServer

_DIRECTORY = "/home/me/project"
#: Jobs of one round of `overhead`, and its rounds.
_JOBS, _ROUNDS = 200, 5
#: Seconds of a turn, jobs and numbers of workers of `workers`.
_TURN_SECONDS, _WORKER_JOBS, _WORKERS = 0.1, 200, (1, 2, 3, 4)
#: Jobs of `memory`.
_MANY = 100_000


def _jobs(count: int) -> Iterator[Job]:
    return (Job(f"Say {number}", key=f"job {number}", directory=_DIRECTORY) for number in range(count))


# ---------------------------------------------------------------- the server


def _serve(seconds: float, pipe: Connection) -> None:
    async def serve() -> None:
        # Two chunks: the delay is between them.
        async with FakeServer(lambda prompt: [ModelReply(Text("Done.", chunk_size=3, delay=seconds))]) as server:
            pipe.send(server.url)
            # Until the other end is closed.
            await asyncio.to_thread(pipe.poll, None)

    asyncio.run(serve())


@contextmanager
def fake_server(seconds: float) -> Iterator[str]:
    """A server whose turns take so many seconds, in a process of its own; gives its address."""
    context = get_context("spawn")
    pipe, other = context.Pipe()
    process = context.Process(target=_serve, args=(seconds, other), daemon=True)
    process.start()
    other.close()
    try:
        yield pipe.recv()
    finally:
        pipe.close()
        process.join()


def _turn_seconds(url: str) -> float:
    """The shortest of some turns, one after the other."""
    taken = []
    with Opencode(url, directory=_DIRECTORY) as client:
        for _ in range(5):
            session_id = client.session.create().id
            began = perf_counter()
            client.session.chat(session_id, "Say it")
            taken.append(perf_counter() - began)
    return min(taken)


# ---------------------------------------------------------------- the measures


def _bare(url: str, folder: Path) -> None:
    with Opencode(url, directory=_DIRECTORY) as client:
        for job in _jobs(_JOBS):
            client.session.chat(client.session.create(title=job.key).id, str(job.prompt))


def _batch(url: str, folder: Path, **options: Any) -> None:
    results = run(_jobs(_JOBS), journal=folder / "journal.jsonl", servers=url, **options)
    assert sum(result.is_done for result in results) == _JOBS


def overhead() -> Iterator[str]:
    """Time per job against a bare loop, where turns take no time: all that is left is the cost of the calls."""
    ways: dict[str, Callable[[str, Path], None]] = {
        "bare loop: session.create, session.chat": _bare,
        "batch, concurrency=1": lambda url, folder: _batch(url, folder, concurrency=1),
        "batch, concurrency=8": lambda url, folder: _batch(url, folder, concurrency=8),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    with fake_server(0.0) as url:
        for _ in range(_ROUNDS):
            for name, way in ways.items():
                with tempfile.TemporaryDirectory() as folder:
                    began, worked = perf_counter(), process_time()
                    way(url, Path(folder))
                    figures = (perf_counter() - began, process_time() - worked)
                    taken[name].append((figures[0] / _JOBS * 1000, figures[1] / _JOBS * 1000))
    yield "| turns that take no time | wall clock per job | processor time per job |"
    yield "|---|--:|--:|"
    for name, rounds in taken.items():
        wall, worked = (median(figures) for figures in zip(*rounds, strict=True))
        yield f"| {name} | {wall:.1f} ms | {worked:.1f} ms |"


def workers() -> Iterator[str]:
    """Jobs per second by the number of Dask workers, each of which follows one turn of 100 ms at a time."""
    from distributed import Client, LocalCluster

    connect: Any = Client
    start: Any = LocalCluster
    ideal = 1 / _TURN_SECONDS
    yield f"| Dask workers, one turn of {_TURN_SECONDS * 1000:.0f} ms at a time each | jobs per second | of the ideal |"
    yield "|--:|--:|--:|"
    for count in _WORKERS:
        with (
            fake_server(_TURN_SECONDS) as url,
            tempfile.TemporaryDirectory() as folder,
            start(n_workers=count, threads_per_worker=1, dashboard_address=None, local_directory=folder) as cluster,
            connect(cluster) as client,
        ):
            if (turn := _turn_seconds(url)) < _TURN_SECONDS:
                raise RuntimeError(
                    f"A turn takes {turn * 1000:.0f} ms, less than it should: the figures would be wrong."
                )
            # Each worker has its client by then.
            options: dict[str, Any] = {"servers": url, "executor": client, "concurrency": 2 * count}
            list(run(_jobs(4 * count), journal=Path(folder, "first.jsonl"), **options))
            began = perf_counter()
            results = list(run(_jobs(_WORKER_JOBS), journal=Path(folder, "journal.jsonl"), **options))
            rate = len(results) / (perf_counter() - began)
        yield f"| {count} | {rate:.1f} | {rate / ideal / count:.0%} |"


def memory() -> Iterator[str]:
    """Memory for an iterator of 100,000 jobs: at its beginning, and when all of them are finished."""
    with tempfile.TemporaryDirectory() as folder, fake_server(0.0) as url:
        journal = Path(folder, "journal.jsonl")
        before = _memory(reset=True)
        batch = run(_jobs(_MANY), journal=journal, servers=url)
        for number, _ in enumerate(batch, 1):
            if number == _JOBS:
                break
        yield f"- The first {_JOBS} of {_MANY:,} jobs from an iterator: {_memory() - before:.0f} MB more, at most."
        journal.unlink()
        _write(journal, url)
        before = _memory(reset=True)
        began = perf_counter()
        finished = sum(result.is_recorded for result in run(_jobs(_MANY), journal=journal, servers=url))
        yield (
            f"- A journal of {journal.stat().st_size / 1e6:.0f} MB, in which all {finished:,} are finished, read and "
            f"iterated over: {_memory() - before:.0f} MB more, at most; {perf_counter() - began:.0f} s."
        )


def _write(path: Path, url: str) -> None:
    """Write the journal of a batch whose jobs are all finished, from the records of one that was run."""
    first = path.with_name("first.jsonl")
    (result,) = run(_jobs(1), journal=first, servers=url)
    finished = result.to_dict()
    with Journal(path) as journal:
        for job in _jobs(_MANY):
            attempt = Attempt(1, str(result.session_id), "prt_1", url, _DIRECTORY)
            journal.append({"type": "planned", "key": job.key, "digest": job.digest, "prompt": job.summary})
            journal.append(attempt.to_record(job.key))
            journal.append({"type": "finished", **finished, "key": job.key})


def _memory(*, reset: bool = False) -> float:
    """The most megabytes that this process has had, as Linux counts them; from now on with `reset`."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


MEASURES = {measure.__name__: measure for measure in (overhead, workers, memory)}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measures", nargs="*", metavar="measure", help=f"which: {', '.join(MEASURES)}; default: all")
    chosen = parser.parse_args().measures
    if unknown := set(chosen) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    os.environ["DASK_LOGGING__DISTRIBUTED"] = "critical"
    for name in chosen or MEASURES:
        for line in MEASURES[name]():
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
