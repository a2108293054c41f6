"""A real server on a port of its own that can be killed, started again and stopped for a while."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from opencode_sessions.server import ServerProcess
from tests.support.waiting import wait_until

_START_SECONDS = 120


class RestartableServer:
    """A server that comes back at the same address, with the same home and project. A context manager.

    Args:
        program: The `opencode` program.
        directory: The project.
        env: Environment variables for the server.
    """

    def __init__(self, program: Path, directory: Path, env: Mapping[str, str]) -> None:
        self.password = "a password that stays"
        self.port: int | None = None
        self._program = program
        self._directory = directory
        self._env = env
        self._process: ServerProcess | None = None

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server, and wait until it listens."""
        process = ServerProcess(
            self._program, directory=self._directory, password=self.password, env=self._env, port=self.port
        )
        self._process = process
        assert wait_until(process.poll_url, _START_SECONDS)
        self.port = process.port

    def kill(self) -> None:
        """Kill the server, and wait until it is gone."""
        assert self._process is not None
        self._process.kill()
        assert wait_until(self._process.stopped)

    def restart(self) -> None:
        """Kill the server, and start it again."""
        self.kill()
        self.start()

    def freeze(self, seconds: float) -> None:
        """Stop the server's processes, and continue them after so many seconds."""
        assert self._process is not None
        group = os.getpgid(self._process.pid)
        os.killpg(group, signal.SIGSTOP)
        try:
            time.sleep(seconds)
        finally:
            os.killpg(group, signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
