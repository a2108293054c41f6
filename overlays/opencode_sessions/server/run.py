"""One run of the `opencode` program, under its watchdog: what it prints, and its end."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import stat
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from opencode_sessions._secrets import MASK, basic_authorization, masked
from opencode_sessions.server.errors import ServerExit, ServerStartError
from opencode_sessions.server.program import search_path

__all__ = ["Run", "Secrets", "last_lines", "open_log"]

_LISTENING = "opencode server listening on "
_WATCHDOG = "watchdog.py"
_WATCHDOG_MODULE = "opencode_sessions.server.watchdog"

#: The last lines that are kept, and those of them that an error shows.
_KEPT_LINES = 100
_SHOWN_LINES = 20
_SHOWN_CHARACTERS = 500
#: Sequences by which a program colours its output and steers a terminal, and other control characters.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: What the value of a setting with such a name is hidden for. Shorter values are no secrets, but parts of words.
_SECRET_NAME = re.compile(r"(key|token|secret|password|authorization)s?$", re.IGNORECASE)
_SHORTEST_SECRET = 8


class Secrets:
    """Masks the credentials of a server, and what looks like a secret in its environment and its settings.

    Args:
        username: For HTTP basic.
        password: For HTTP basic.
        settings: The environment and the configuration.
    """

    def __init__(self, username: str, password: str, *settings: Mapping[str, Any]) -> None:
        self._authorization = basic_authorization(username, password)
        found = {value for values in settings for value in _secret_values(values)}
        # The longest first: one may be a part of another.
        self._found = sorted(found, key=len, reverse=True)

    def hide(self, text: str) -> str:
        """Return a text without secrets."""
        shown: str = masked(text, self._authorization)
        for secret in self._found:
            shown = shown.replace(secret, MASK)
        return shown


def _secret_values(settings: Any, name: str = "") -> list[str]:
    if isinstance(settings, Mapping):
        return [value for key, one in settings.items() for value in _secret_values(one, str(key))]
    if isinstance(settings, str) and len(settings) >= _SHORTEST_SECRET and _SECRET_NAME.search(name):
        return [settings]
    return []


class Run:
    """One run of the program. Creating one starts it, without waiting; a thread reads what its watchdog reports.

    Args:
        command: The program and its arguments.
        directory: The directory to work in.
        environment: All of its environment.
        log: The descriptor of the log.
        addresses: What it may say that it listens on.
        secrets: Hides secrets in its output.
        watchdog: Arguments for the watchdog.
        is_shared: It does not end with this process.
        on_end: Called in the thread, once, when it has ended.

    Attributes:
        pid: The server's process; None until it is known.
        lines: Its last lines, without secrets.
        has_listened: It has said that it listens.
        wrong_address: What else it said that it listens on; it is then killed.
        settled: Set when it listens or has ended.
        ended: Set when it has ended, and so has its watchdog.

    Raises:
        ServerStartError: No process can be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        directory: Path,
        environment: Mapping[str, str],
        log: int,
        addresses: Sequence[str],
        secrets: Secrets,
        watchdog: Sequence[str] = (),
        is_shared: bool = False,
        on_end: Callable[[Run], None] = lambda _: None,
    ) -> None:
        self.pid: int | None = None
        self.lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self.has_listened = False
        self.wrong_address: str | None = None
        self.settled = threading.Event()
        self.ended = threading.Event()
        self.ended_at = datetime.now(UTC)
        self.exit_code: int | None = None
        self._addresses = addresses
        self._secrets = secrets
        self._on_end = on_end
        self._pidfd: int | None = None
        self._lock = threading.Lock()
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        try:
            self._watchdog = subprocess.Popen(
                [*_watchdog_command(), *watchdog, *command],
                bufsize=0,
                stdin=subprocess.DEVNULL if is_shared else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=directory,
                env=environment,
                # Out of reach of a Ctrl-C meant for us: we stop the server in an orderly way.
                start_new_session=True,
                creationflags=flags,
            )
        # A ValueError: an argument or a variable has a NUL character.
        except (OSError, ValueError) as error:
            raise ServerStartError(f"No process can be started for {command[0]}: {error}") from error
        threading.Thread(target=self._read, name="opencode-sessions server", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """The server runs. On Linux this is true at the very moment, elsewhere a moment later."""
        if self.ended.is_set():
            return False
        if self._pidfd is None:
            return True
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return not poll.poll(0)

    def request_stop(self) -> None:
        """Let the watchdog terminate the server and all that it started, and kill them after five seconds."""
        if self._watchdog.stdin is not None:
            self._watchdog.stdin.close()

    def kill(self) -> None:
        """Kill the server and all that it started."""
        with self._lock:
            # Once the watchdog has been waited for, its number may belong to another process.
            if self._watchdog.returncode is None:
                self._kill_group()

    def disown(self) -> None:
        """Let go of it in the child of a fork, which has copies of the pipes, but not the thread."""
        self._lock = threading.Lock()
        self._watchdog.returncode = 0
        for pipe in (self._watchdog.stdin, self._watchdog.stdout):
            if pipe is not None:
                pipe.close()

    def exit(self, *, is_restarted: bool = False) -> ServerExit:
        """Return how it ended."""
        return ServerExit(self.ended_at, self.exit_code, self.last_lines(), is_restarted)

    def last_lines(self) -> tuple[str, ...]:
        """Return the lines that an error shows."""
        return last_lines(self.lines, self._secrets)

    def _read(self) -> None:
        """Read the reports until there are no more: the watchdog has ended."""
        assert self._watchdog.stdout is not None
        kept = b""
        # The pipe is closed in the child of a fork.
        with suppress(OSError, ValueError):
            while chunk := self._watchdog.stdout.read(65536):
                *reports, kept = (kept + chunk).split(b"\n")
                for report in reports:
                    self._take(report)
        with self._lock:
            # A watchdog that was killed has left the server behind. Here, while nobody else can have its number.
            self._kill_group()
            self._watchdog.wait()
        self.ended_at = datetime.now(UTC)
        self.ended.set()
        self.settled.set()
        if self._watchdog.stdin is not None:
            self._watchdog.stdin.close()
        self._watchdog.stdout.close()
        self._on_end(self)

    def _take(self, report: bytes) -> None:
        kind: str
        value: Any
        try:
            kind, value = json.loads(report)
        except (ValueError, TypeError):
            # It is no Python that runs there.
            kind, value = "cut", report.decode("utf-8", "replace")
        if kind == "pid":
            self.pid = value
            # Where there is such a thing; and it may have ended already.
            with suppress(OSError, AttributeError):
                descriptor = os.pidfd_open(value)
                weakref.finalize(self, os.close, descriptor)
                self._pidfd = descriptor
        elif kind == "exit":
            self.exit_code = value if value >= 0 else 128 - value
        else:
            value = _plain(value)
            if line := self._secrets.hide(value).rstrip():
                self.lines.append(line)
            if kind == "line" and value.startswith(_LISTENING) and not self.settled.is_set():
                self._take_address(value.removeprefix(_LISTENING).strip())

    def _take_address(self, address: str) -> None:
        if address in self._addresses:
            self.has_listened = True
        else:
            self.wrong_address = address
            self.kill()
        self.settled.set()

    def _kill_group(self) -> None:
        if sys.platform == "win32":
            taskkill = os.path.join(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")
            for pid in (self._watchdog.pid, self.pid):
                if pid is not None:
                    subprocess.run([taskkill, "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
        else:
            # macOS does not permit it where only a zombie is left.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._watchdog.pid, signal.SIGKILL)


def _plain(line: str) -> str:
    """Return a line without colours and control characters: an error is shown where they do harm, or are noise."""
    return _ESCAPES.sub("", line)


def last_lines(lines: Iterable[str], secrets: Secrets) -> tuple[str, ...]:
    """Return the lines of a log that an error shows."""
    hidden = (secrets.hide(_plain(line)).rstrip() for line in lines)
    return tuple([line[:_SHOWN_CHARACTERS] for line in hidden if line][-_SHOWN_LINES:])


def open_log(path: Path) -> int:
    """Open a log for appending, and return its descriptor. A new one is for this user only.

    Raises:
        ServerStartError: It cannot be written, or is a pipe or the like, which may block.
    """
    try:
        # Opening a FIFO that nobody reads waits for ever otherwise.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        raise ServerStartError(f"The log {path} cannot be written: {error.strerror}.") from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISCHR(mode):
        os.close(descriptor)
        raise ServerStartError(f"The log {path} is not a file.")
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    return descriptor


def _watchdog_command() -> list[str]:
    """Return the command that runs the watchdog.

    Raises:
        ServerStartError: There is no Python to run it with.
    """
    python = _python()
    path = Path(__file__).with_name(_WATCHDOG)
    if path.is_file():
        return [python, "-I", "-S", os.fspath(path)]
    # This package is in a zip file, or in a frozen program.
    loader: Any = getattr(find_spec(_WATCHDOG_MODULE), "loader", None)
    source = loader.get_source(_WATCHDOG_MODULE) if hasattr(loader, "get_source") else None
    if source is None:
        raise ServerStartError(
            f"The source of {_WATCHDOG_MODULE}, which is run by itself, is missing from this program. For PyInstaller, "
            "pass `--collect-all opencode_sessions`."
        )
    return [python, "-I", "-S", "-c", source]


def _python() -> str:
    """Return the program that runs Python: a frozen or embedding program would start itself again."""
    executable = sys.executable
    if executable and os.path.isfile(executable) and not getattr(sys, "frozen", False):
        return executable
    found = search_path("python3") or search_path("python")
    if found is None:
        raise ServerStartError(
            "This program is frozen, or embeds Python, so that sys.executable is no Python to run the watchdog of the "
            "server with, and there is no python3 on PATH. Install one, or run `opencode serve` and connect to it."
        )
    return os.fspath(found)
