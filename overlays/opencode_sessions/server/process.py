"""A server process that was started here: how to reach it, whether it listens, how it is ended.

Nothing here waits. The loops that do are in `launch`, once async and once sync.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import weakref
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO

from opencode_sessions.errors import OpencodeError
from opencode_sessions.server.errors import ServerStartError

__all__ = ["ServerProcess"]

#: Port 0 lets the server choose a free one. Errors and warnings of the server's own log say why a start failed, and a
#: log without the rest stays small.
_ARGUMENTS = ("serve", "--hostname", "127.0.0.1", "--port", "0", "--print-logs", "--log-level", "WARN")

_LISTENING = re.compile(rb"opencode server listening on (http://[^\s/]+)")
_WATCHDOG = Path(__file__).with_name("watchdog.py")

#: How much of a failed server's output its error shows.
_SHOWN_LINES = 20
_SHOWN_CHARACTERS = 500


class ServerProcess:
    """An `opencode` server, listening on loopback, on a free port, with a password.

    Creating one starts it, at once and without waiting: call `poll_url` until it tells the address. It ends when it is
    asked to, and with the process that started it, however that ends. After a fork only the parent can end it.

    Args:
        program: The `opencode` program; see `find_program`.
        directory: The project to work in.
        password: For HTTP basic. Default: OPENCODE_SERVER_PASSWORD of `env`, else a random one. It is handed over in
            the environment, where other users of the machine cannot see it.
        env: Environment variables for the server, beside those of this process.
        log: A file to append the server's output to. Default: a temporary one, removed when the server is stopped.

    Attributes:
        directory: The project it works in, as an absolute path.
        username: For HTTP basic.
        password: For HTTP basic.
        log_path: The file with the server's output.
        pid: The process group of the server. Its leader is a small watchdog, and the server is that one's child.

    Raises:
        ServerStartError: There is no such directory, or no process can be started.
        OSError: The log cannot be written.
    """

    def __init__(
        self,
        program: str | os.PathLike[str],
        *,
        directory: str | os.PathLike[str],
        password: str | None = None,
        env: Mapping[str, str] | None = None,
        log: str | os.PathLike[str] | None = None,
    ) -> None:
        given = env or {}
        self.directory = Path(os.path.abspath(directory))
        self.username = given.get("OPENCODE_SERVER_USERNAME") or "opencode"
        self.password = password or given.get("OPENCODE_SERVER_PASSWORD") or secrets.token_urlsafe(32)
        if not self.directory.is_dir():
            raise ServerStartError(f"No server can work in {self.directory}: there is no such directory.")
        self._url: str | None = None
        self.log_path = _temporary_log() if log is None else Path(os.path.abspath(log))
        removed = self.log_path if log is None else None
        with self.log_path.open("ab") as output:
            self._log_start = self._log_read = output.tell()
            try:
                self._watchdog = _spawn(
                    [*(["--remove", str(removed)] if removed else []), os.fspath(program), *_ARGUMENTS],
                    directory=self.directory,
                    output=output,
                    environment={
                        **os.environ,
                        **given,
                        # The server reads its directory from here too, and may prefer it.
                        "PWD": str(self.directory),
                        "OPENCODE_SERVER_USERNAME": self.username,
                        "OPENCODE_SERVER_PASSWORD": self.password,
                    },
                )
            except OSError as error:
                _let_go(None, removed)
                raise ServerStartError(f"No process can be started for {os.fspath(program)}: {error}") from error
        # Also when this object is dropped, and when the interpreter exits.
        self._let_go = weakref.finalize(self, _let_go, self._watchdog.stdin, removed)
        self.pid = self._watchdog.pid
        _STARTED_HERE.add(self)

    @property
    def url(self) -> str:
        """Where it listens, such as `http://127.0.0.1:4096`.

        Raises:
            OpencodeError: It is not known yet; see `poll_url`.
        """
        if self._url is None:
            raise OpencodeError("The server has not said yet where it listens; call poll_url() until it has.")
        return self._url

    def poll_url(self) -> str | None:
        """Where it listens; None as long as it is still starting.

        Raises:
            ServerStartError: It has ended.
        """
        if self._url is None:
            exit_code = self._watchdog.poll()
            # In this order, so that the last lines of a server that has ended are read too.
            self._url = self._read_url()
            if exit_code is not None:
                raise self.start_error(f"ended with exit code {exit_code}", exit_code=exit_code)
        return self._url

    def request_stop(self) -> None:
        """Have the server and all that it started end: asked at once, killed after five seconds. Does not wait."""
        assert self._watchdog.stdin is not None
        self._watchdog.stdin.close()

    def stopped(self) -> bool:
        """Whether it has ended, with its log removed if that was a temporary one."""
        if self._watchdog.poll() is None:
            return False
        self._let_go()
        return True

    def kill(self) -> None:
        """End the server and all that it started at once, without asking."""
        # Once it has been waited for, the number may belong to another process.
        if self.stopped():
            return
        if sys.platform == "win32":
            taskkill = os.path.join(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")
            subprocess.run([taskkill, "/T", "/F", "/PID", str(self.pid)], capture_output=True, check=False)
        else:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def disown(self) -> None:
        """Leave the server to the parent. The child of a fork does this by itself; to the child it has then stopped."""
        # The child's copy of the pipe must go, or the server would outlive the parent for as long as the child lives.
        self.request_stop()
        self._watchdog.returncode = 0
        self._let_go.detach()

    def start_error(self, what: str, *, exit_code: int | None = None) -> ServerStartError:
        """The error that says what a start came to, with the last lines of the log."""
        lines = self._last_lines()
        shown = "".join(f"\n  {line}" for line in lines) if lines else " nothing."
        message = f"The opencode server for {self.directory} {what}. It printed:{shown}"
        return ServerStartError(message, exit_code=exit_code, log_lines=lines)

    def _read_url(self) -> str | None:
        with self.log_path.open("rb") as log:
            log.seek(self._log_read)
            for line in log:
                # The rest of an unfinished line, and of its port, is still to come.
                if not line.endswith(b"\n"):
                    break
                self._log_read += len(line)
                if found := _LISTENING.search(line):
                    return found[1].decode("ascii", "replace")
        return None

    def _last_lines(self) -> list[str]:
        lines: deque[str] = deque(maxlen=_SHOWN_LINES)
        with suppress(FileNotFoundError), self.log_path.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._log_start)
            for line in log:
                if shown := line.replace(self.password, "[password]").rstrip():
                    lines.append(shown[:_SHOWN_CHARACTERS])
        return list(lines)

    def __repr__(self) -> str:
        where = self._url or "not listening yet"
        return f"<{type(self).__name__} {where} pid={self.pid} directory={str(self.directory)!r}>"


#: For the fork hook: the servers whose pipes a forked child would hold open.
_STARTED_HERE: weakref.WeakSet[ServerProcess] = weakref.WeakSet()


def _disown_all() -> None:
    for process in list(_STARTED_HERE):
        process.disown()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_disown_all)


def _spawn(
    arguments: list[str], *, directory: Path, output: BinaryIO, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_WATCHDOG), *arguments],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=directory,
        env=environment,
        # Out of reach of a Ctrl-C meant for us: it is ours to end the server in an orderly way.
        start_new_session=True,
        creationflags=flags,
    )


def _temporary_log() -> Path:
    descriptor, name = tempfile.mkstemp(prefix="opencode-", suffix=".log")
    os.close(descriptor)
    return Path(name)


def _let_go(pipe: IO[bytes] | None, log: Path | None) -> None:
    if pipe is not None:
        pipe.close()
    if log is not None:
        with suppress(OSError):
            log.unlink()
