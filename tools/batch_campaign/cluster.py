"""A small Dask cluster: a scheduler and workers, each a process that can be killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from types import TracebackType
from typing import Self

__all__ = ["Cluster"]


class Cluster:
    """A scheduler and its workers. A context manager, which ends them.

    Args:
        workers: The number of workers.
        threads: The threads of each worker: so many turns does it follow at a time.

    Attributes:
        address: The address of the scheduler, which stays the same.
    """

    def __init__(self, workers: int, *, threads: int) -> None:
        self._threads = threads
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._scheduler: subprocess.Popen[bytes] | None = None
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * workers
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start the scheduler and all workers."""
        self._scheduler = _start("dask_scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-show")
        for index in range(len(self._workers)):
            self.start_worker(index)

    def ensure_started(self) -> None:
        """Start the scheduler and all workers, if that was not done."""
        if self._scheduler is None:
            self.start()

    def start_worker(self, index: int) -> None:
        """Start a worker."""
        options = {"--nthreads": str(self._threads), "--host": "127.0.0.1", "--local-directory": self._folder.name}
        given = (each for option in options.items() for each in option)
        self._workers[index] = _start("dask_worker", self.address, "--no-nanny", *given)

    def kill_worker(self, index: int) -> None:
        """Kill a worker."""
        worker, self._workers[index] = self._workers[index], None
        _kill(worker)

    def kill(self) -> None:
        """Kill the scheduler, then the workers that it leaves."""
        scheduler, self._scheduler = self._scheduler, None
        _kill(scheduler)
        for index in range(len(self._workers)):
            self.kill_worker(index)

    def restart(self) -> None:
        """Kill everything, and start it again at the same address."""
        self.kill()
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._folder.cleanup()


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C does not reach it. Its log would only tell of what was killed.
    quiet = {"DASK_LOGGING__DISTRIBUTED": "critical", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", "--no-dashboard", *arguments],
        env=os.environ | quiet,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        process.kill()
        process.wait()
