"""An example that runs as a program of its own, with a person at its standard input and output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.waiting import wait_until

EXAMPLES = Path(__file__).parents[2] / "examples"


class Example:
    """An example that runs. A context manager, which kills it at the end.

    Args:
        name: The file.
        arguments: Its arguments.
        directory: The directory to run it in.
        env: Environment variables, in addition to those of the tests.

    Attributes:
        lines: The lines that it has printed so far.
        pid: Its process.
    """

    def __init__(self, name: str, *arguments: str, directory: Path, env: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
            cwd=directory,
            env=os.environ | env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))

    def write(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def first(self, is_wanted: Callable[[Any], object], *, since: int = 0) -> Any:
        """Wait for a line of JSON and return it, decoded; `since` is the number of lines to pass over."""

        def found() -> list[Any]:
            return [item for item in map(json.loads, self.lines[since:]) if is_wanted(item)]

        assert wait_until(found, 90), self.lines
        return found()[0]

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Send a signal, by default that of Ctrl-C, and return the exit code and what was written to standard error."""
        self._process.send_signal(number)
        return self.finish()

    def finish(self) -> tuple[int, str]:
        """Close its standard input, wait for its end, and return the exit code and its standard error."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.stderr is not None
        errors = self._process.stderr.read()
        self._reader.join(30)
        return self._process.wait(30), errors

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()


def kill_server(*examples: Example) -> None:
    """Kill the opencode server that one of these examples has launched."""
    program = Path(os.environ["OPENCODE_BIN"]).resolve()
    started = [pid for example in examples for pid in _descendants(example.pid)]
    servers = [pid for pid in started if Path(f"/proc/{pid}/exe").resolve() == program]
    assert servers
    for pid in servers:
        os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have started."""
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return children + [found for child in children for found in _descendants(child)]
