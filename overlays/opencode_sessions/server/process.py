"""A server that was started here: its address, its state, its end, and its restarts.

Nothing here waits but a thread of its own. The loops that do are in `launch`, once async and once sync.
"""

from __future__ import annotations

import inspect
import json
import logging
import os
import secrets
import socket
import sys
import tempfile
import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from opencode_sessions._compat import RUN_VERSION_1
from opencode_sessions._options import DEFAULT_BASE_URL, DEFAULT_USERNAME, START_SECONDS
from opencode_sessions._retry import backoff
from opencode_sessions._seconds import check_seconds
from opencode_sessions.errors import OpencodeError
from opencode_sessions.server.errors import ServerExit, ServerStartError, shown
from opencode_sessions.server.ports import listener
from opencode_sessions.server.run import Run, Secrets, open_log

__all__ = ["ServerProcess"]

LOGGER = logging.getLogger("opencode_sessions")

LOOPBACK = "127.0.0.1"
#: The port that every client takes for that of the user's own server.
_DEFAULT_PORT = int(DEFAULT_BASE_URL.rpartition(":")[2])
#: The settings as JSON, which servers from 1.0.0 merge over those of the user and of the project.
_CONFIG_VARIABLE = "OPENCODE_CONFIG_CONTENT"

#: A server that dies more often than so many times in so many seconds is not started again.
_MAX_RESTARTS = 5
_RESTART_WINDOW = 60.0
#: How often another free port is tried when somebody was faster.
_MAX_PORTS = 3


class ServerSettings:
    """How to start a server: checked, and the same for every start.

    Args:
        program: The `opencode` program.
        directory: The project to work in.
        password: As for `ServerProcess`.
        env: As for `ServerProcess`.
        config: As for `ServerProcess`.
        hostname: As for `ServerProcess`.

    Raises:
        ServerStartError: There is no such directory.
        TypeError: An argument is of the wrong type.
        ValueError: `hostname` is none, or `config` has no JSON form.
    """

    def __init__(
        self,
        program: str | os.PathLike[str],
        *,
        directory: str | os.PathLike[str],
        password: str | None = None,
        env: Mapping[str, str] | None = None,
        config: Mapping[str, Any] | None = None,
        hostname: str = LOOPBACK,
    ) -> None:
        given = env or {}
        self.program = os.fspath(program)
        self.directory = Path(os.path.abspath(directory))
        self.hostname = _checked_hostname(hostname)
        self.username = given.get("OPENCODE_SERVER_USERNAME") or DEFAULT_USERNAME
        self.password = password or given.get("OPENCODE_SERVER_PASSWORD") or secrets.token_urlsafe(32)
        if config is not None and not isinstance(config, Mapping):
            raise TypeError(f"config must be a mapping, not {type(config).__name__}")
        content = {} if config is None else {_CONFIG_VARIABLE: json.dumps(dict(config), allow_nan=False)}
        if not self.directory.is_dir():
            raise ServerStartError(f"No server can work in {self.directory}: there is no such directory.")
        self.environment = {
            **os.environ,
            **given,
            **content,
            # The server reads its directory from here too, and may prefer it.
            "PWD": str(self.directory),
            "OPENCODE_SERVER_USERNAME": self.username,
            "OPENCODE_SERVER_PASSWORD": self.password,
        }
        self._config = config or {}

    def secrets_with(self, password: str) -> Secrets:
        """Return what hides a password, and the secrets of these settings."""
        return Secrets(self.username, password, self.environment, self._config)

    def free_port(self) -> int:
        """Choose a free port, but never 4096, which is for the user's own server.

        Raises:
            ServerStartError: There is none at this host name.
        """
        while True:
            try:
                with self._bound(0) as unused:
                    port: int = unused.getsockname()[1]
            except OSError as error:
                raise ServerStartError(f"No server can listen on {self.hostname}: {error}.") from error
            if port != _DEFAULT_PORT:
                return port

    def is_taken(self, port: int) -> bool:
        """Check if somebody listens on a port."""
        try:
            self._bound(port).close()
        except OSError:
            return True
        return False

    def _bound(self, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.hostname else socket.AF_INET
        return socket.create_server((self.hostname, port), family=family)

    def url(self, port: int) -> str:
        """Return the address for clients on this machine: one that listens everywhere is reached on loopback."""
        host = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(self.hostname, self.hostname)
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self, port: int, *, log: Path, **options: Any) -> Run:
        """Start it, without waiting.

        Raises:
            ServerStartError: The log cannot be written, or no process can be started.
        """
        # Errors and warnings of the server's own log say why a start failed, and a log without the rest stays small.
        arguments = ["serve", "--hostname", self.hostname, "--port", str(port), "--print-logs", "--log-level", "WARN"]
        descriptor = open_log(log)
        try:
            return Run(
                [self.program, *arguments],
                directory=self.directory,
                environment=self.environment,
                log=descriptor,
                # IPv6 addresses are printed without brackets (1.18.33).
                addresses=(f"http://{self.hostname}:{port}", f"http://[{self.hostname}]:{port}"),
                secrets=self.secrets_with(self.password),
                **options,
            )
        finally:
            os.close(descriptor)

    def start_error(self, what: str, run: Run, port: int) -> ServerStartError:
        """Make the error of a start that failed, with its reason if it is known, and the last lines of the log."""
        lines = run.last_lines()
        if run.ended.is_set() and not run.has_listened and self.is_taken(port):
            program = listener(port)
            by = "" if program is None else f" by {program}"
            what = (
                f"cannot start: port {port} of {self.hostname} is taken{by}. Leave port= out for a free one, end that "
                "program, or connect to it if it is an opencode server. The new one ended with exit code "
                f"{run.exit_code}"
            )
        if run.wrong_address is not None:
            what = f"says that it listens on {run.wrong_address!r}, where it was not asked to, and was killed"
        note = f" {RUN_VERSION_1}" if Path(self.program).stem == "opencode2" else ""
        message = f"The opencode server for {self.directory} {what}.{note} It printed:{shown(lines)}"
        return ServerStartError(message, exit_code=run.exit_code, log_lines=lines)


class _Shared:
    """What a server, its thread and its finalizer have in common; the finalizer must not hold on to the server."""

    def __init__(self, removed: Path | None) -> None:
        self.lock = threading.RLock()
        self.is_stopping = threading.Event()
        self.run: Run | None = None
        self.removed = removed

    def let_go(self) -> None:
        """Stop the server, if it runs, and remove a temporary log."""
        self.is_stopping.set()
        if self.run is not None:
            self.run.request_stop()
        if self.removed is not None:
            with suppress(OSError):
                self.removed.unlink()


class ServerProcess:
    """An `opencode` server with a password, which ends with the process that started it, however that ends.

    Creating one starts it, without waiting: call `poll_url` until it returns the address. After a fork only the parent
    can stop it.

    Args:
        program: The `opencode` program; see `find_program`.
        directory: The project to work in.
        password: For HTTP basic. Default: OPENCODE_SERVER_PASSWORD of `env`, else a random one. It is handed over in
            the environment, where other users of the machine cannot see it.
        env: Environment variables for the server, in addition to those of this process.
        log: A file to append the server's output to. Default: a temporary one, removed when the server is stopped.
        port: The port to listen on. Default: a free one, but never 4096.
        hostname: The address to listen on. Default: loopback, which only this machine reaches.
        config: Settings, merged over those of the user and of the project. Servers from 1.0.0 read them.
        restart: Start it again when it dies, on the same port and with the same password, with backoff; but not if it
            dies more than five times in a minute.
        on_exit: Called with the `ServerExit` of a server that ended without being asked to. It is called in another
            thread, so that it cannot be a coroutine function.
        start_timeout: Seconds to wait until a server that is started again listens.

    Attributes:
        directory: The project, as an absolute path.
        username: For HTTP basic.
        password: For HTTP basic.
        log_path: The file with the server's output.
        port: The port.

    Raises:
        ServerStartError: There is no such directory, no process can be started, or the log cannot be written.
        TypeError: An argument is of the wrong type.
        ValueError: An argument is out of range.
    """

    def __init__(
        self,
        program: str | os.PathLike[str],
        *,
        directory: str | os.PathLike[str],
        password: str | None = None,
        env: Mapping[str, str] | None = None,
        log: str | os.PathLike[str] | None = None,
        port: int | None = None,
        hostname: str = LOOPBACK,
        config: Mapping[str, Any] | None = None,
        restart: bool = False,
        on_exit: Callable[[ServerExit], object] | None = None,
        start_timeout: float = START_SECONDS,
    ) -> None:
        if on_exit is not None and (not callable(on_exit) or inspect.iscoroutinefunction(on_exit)):
            raise TypeError("on_exit must be a function, but no coroutine function: it is called in another thread")
        check_seconds("start_timeout", start_timeout, may_be_none=False)
        self._settings = ServerSettings(
            program, directory=directory, password=password, env=env, config=config, hostname=hostname
        )
        self.directory = self._settings.directory
        self.username = self._settings.username
        self.password = self._settings.password
        self._ports_left = 0 if port is not None else _MAX_PORTS
        self.port = self._settings.free_port() if port is None else _checked_port(port)
        self._restarts = restart
        self._on_exit = on_exit
        self._start_timeout = start_timeout
        self._ends: deque[float] = deque()
        self._exit: ServerExit | None = None
        self._last_exit: ServerExit | None = None
        self._has_listened = False
        self._is_restart_asked = False
        self._is_foreign = False
        self.log_path = _temporary_log() if log is None else Path(os.path.abspath(log))
        self._shared = _Shared(self.log_path if log is None else None)
        # Also when this object is dropped, and when the interpreter exits.
        self._let_go = weakref.finalize(self, self._shared.let_go)
        try:
            with self._shared.lock:
                self._start()
        except BaseException:
            self._let_go()
            raise
        _STARTED_HERE.add(self)

    @property
    def url(self) -> str:
        """The address of the server, e.g. `http://127.0.0.1:45671`.

        Raises:
            OpencodeError: It does not listen yet; see `poll_url`.
        """
        if not self._has_listened and not self._run.has_listened:
            raise OpencodeError("The address of the server is not known yet; call poll_url() until it is.")
        return self._settings.url(self.port)

    @property
    def pid(self) -> int:
        """The process of the server, the last one when it has ended.

        Raises:
            OpencodeError: It is not known yet; see `poll_url`.
        """
        pid = self._run.pid
        if pid is None:
            raise OpencodeError("The process of the server is not known yet; call poll_url() until it listens.")
        return pid

    @property
    def alive(self) -> bool:
        """The server runs and listens, and is not asked to restart."""
        run = self._run
        return run.has_listened and run.is_alive and not self._is_restart_asked

    @property
    def exit(self) -> ServerExit | None:
        """The end of the server; None while it runs, or is being started again."""
        return self._exit

    @property
    def last_exit(self) -> ServerExit | None:
        """The last end of the server that nobody asked for, also after it was started again; None if there was none."""
        return self._last_exit

    @property
    def log_tail(self) -> tuple[str, ...]:
        """The last lines that the server printed, up to 100, since it was last started. Secrets are hidden."""
        return tuple(self._run.lines)

    def poll_url(self) -> str | None:
        """Return the address of the server; None while it is still starting.

        Raises:
            ServerStartError: It has ended.
        """
        with self._shared.lock:
            if self._run.has_listened and not self._is_restart_asked:
                return self.url
            if self._exit is None or self._exit.is_restarted:
                return None
            code = self._exit.exit_code
        raise self.start_error("was stopped" if code is None else f"ended with exit code {code}")

    def request_stop(self) -> None:
        """Terminate the server and all that it started, and kill them after five seconds. Does not wait."""
        self._shared.is_stopping.set()
        with self._shared.lock:
            self._run.request_stop()

    def stopped(self) -> bool:
        """Check if it has ended; a temporary log is then removed."""
        if not self._is_foreign and (self._exit is None or self._exit.is_restarted):
            return False
        self._let_go()
        return True

    def kill(self) -> None:
        """Kill the server and all that it started."""
        self._shared.is_stopping.set()
        if not self._is_foreign:
            self._run.kill()

    def disown(self) -> None:
        """Leave the server to the parent. The child of a fork does this by itself; for the child it is then stopped."""
        # The child's copy of the pipe must go, or the server would outlive the parent for as long as the child lives.
        # Another thread may have held the lock when the process forked.
        self._shared.lock = threading.RLock()
        self._run.disown()
        self._let_go.detach()
        self._is_foreign = True

    def start_error(self, what: str) -> ServerStartError:
        """Make the error of a start that failed, with the last lines of the log."""
        return self._settings.start_error(what, self._run, self.port)

    @property
    def _run(self) -> Run:
        run = self._shared.run
        assert run is not None
        return run

    def _request_restart(self) -> Run:
        """End the run, and let another one follow it, without waiting. Return the one that ends.

        Raises:
            OpencodeError: The server was stopped, or belongs to the process that forked this one.
        """
        with self._shared.lock:
            if self._is_foreign or self._shared.is_stopping.is_set():
                reason = "belongs to another process" if self._is_foreign else "was stopped"
                raise OpencodeError(f"This server {reason} and cannot be restarted here; launch a new one.")
            run = self._run
            if run.ended.is_set():
                self._start()
            else:
                self._is_restart_asked = True
                run.request_stop()
            return run

    def _start(self) -> None:
        """Start the program. The lock is held, so that a run that ends at once is known before its end is."""
        self._exit = None
        removed = self._shared.removed
        self._shared.run = self._settings.run(
            self.port,
            log=self.log_path,
            watchdog=["--remove", os.fspath(removed)] if removed else [],
            on_end=_Follower(self),
        )

    def _after(self, run: Run) -> tuple[ServerExit | None, float | None]:
        """Decide what follows the end of a run: the exit to tell of, and the seconds after which to start it again."""
        with self._shared.lock:
            self._has_listened |= run.has_listened
            if run is not self._run:
                return None, None
            if self._shared.is_stopping.is_set():
                self._exit = run.exit()
                return None, None
            if self._is_restart_asked or self._lost_its_port(run):
                self._is_restart_asked = False
                return None, self._started_again()
            seconds = self._seconds_to_restart()
            self._exit = self._last_exit = run.exit(is_restarted=seconds is not None)
            # Who waits for the first start is told by poll_url.
            return (self._exit if self._has_listened else None), seconds

    def _lost_its_port(self, run: Run) -> bool:
        """Choose another port if somebody else took the one that was free a moment ago."""
        if self._has_listened or run.wrong_address is not None or not self._ports_left:
            return False
        if not self._settings.is_taken(self.port):
            return False
        self._ports_left -= 1
        self.port = self._settings.free_port()
        return True

    def _seconds_to_restart(self) -> float | None:
        if not self._restarts or not self._has_listened:
            return None
        now = monotonic()
        while self._ends and self._ends[0] < now - _RESTART_WINDOW:
            self._ends.popleft()
        self._ends.append(now)
        return None if len(self._ends) > _MAX_RESTARTS else backoff(len(self._ends))

    def _started_again(self) -> float | None:
        """Start it again. When that fails, return the seconds after which to try again, if at all."""
        try:
            self._start()
        except ServerStartError as error:
            seconds = self._seconds_to_restart()
            self._exit = ServerExit(
                self._run.ended_at, self._run.exit_code, (str(error)[-500:],), is_restarted=seconds is not None
            )
            return seconds
        return None

    def __repr__(self) -> str:
        where = self._settings.url(self.port) if self.alive else "not listening"
        return f"<{type(self).__name__} {where} pid={self._run.pid} directory={str(self.directory)!r}>"


class _Follower:
    """Starts a server again when a run of it has ended, in the run's own thread, without holding on to the server."""

    def __init__(self, process: ServerProcess) -> None:
        self._process = weakref.ref(process)

    def __call__(self, run: Run) -> None:
        process = self._process()
        if process is None:
            return
        shared, start_timeout, on_exit = process._shared, process._start_timeout, process._on_exit
        told, seconds = process._after(run)
        del process
        if told is not None and on_exit is not None:
            try:
                on_exit(told)
            except Exception:
                LOGGER.exception("on_exit of the server failed.")
        while seconds is not None:
            if shared.is_stopping.wait(seconds):
                self._stopped()
                return
            process = self._process()
            if process is None:
                return
            with shared.lock:
                if shared.run is not run or shared.is_stopping.is_set():
                    return
                LOGGER.info("The server of %s has died and is started again.", process.directory)
                seconds = process._started_again()
            del process
        started = shared.run
        if started is not None and started is not run and not started.settled.wait(start_timeout):
            # Its own thread is told of the end.
            started.kill()

    def _stopped(self) -> None:
        process = self._process()
        if process is not None and process._exit is not None and process._exit.is_restarted:
            process._exit = process._run.exit()


#: For the fork hook: the servers whose pipes a forked child would hold open.
_STARTED_HERE: weakref.WeakSet[ServerProcess] = weakref.WeakSet()


def _disown_all() -> None:
    for process in list(_STARTED_HERE):
        process.disown()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_disown_all)


def _temporary_log() -> Path:
    try:
        descriptor, name = tempfile.mkstemp(prefix="opencode-", suffix=".log")
    except OSError as error:
        raise ServerStartError(
            f"No temporary log can be made ({error}): set TMPDIR to a directory that can be written, or pass log=."
        ) from error
    os.close(descriptor)
    return Path(name)


def _checked_hostname(hostname: str) -> str:
    if not isinstance(hostname, str):
        raise TypeError(f"hostname must be a string, not {hostname!r}")
    if not hostname or hostname.startswith("-") or set(hostname) & set("/ \t\n@[]\0"):
        raise ValueError(f"hostname must be a name or an address, such as {LOOPBACK}, not {hostname!r}")
    return hostname


def _checked_port(port: int) -> int:
    if isinstance(port, bool) or not isinstance(port, int):
        raise TypeError(f"port must be a whole number, not {port!r}")
    if not 0 < port < 65536:
        raise ValueError(f"port must be from 1 to 65535, not {port}")
    return port
