"""One server for several processes of a user: found by its files, and used for as long as anybody needs it.

A folder that only this user can read has three files for each server:

- `NAME.json`: its address and its password. Each process that uses the server holds a shared lock on it. When there are
  none left, the server's watchdog gets the exclusive lock, keeps it, and ends the server: whoever gets the shared lock
  has a server that will not end meanwhile.
- `NAME.alive`: locked by the watchdog for as long as it lives. It ends with its server, so that a lock that is held
  proves without a request that the server lives and has its port: no password is sent to anybody else.
- `NAME.log`: its output.

A lock of the folder sees to it that processes that look for a server at the same time start one. Locks end with their
processes, however these end. Nothing here waits.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opencode_sessions.server.errors import ServerExit, ServerStartError
from opencode_sessions.server.process import ServerSettings
from opencode_sessions.server.run import Run, last_lines
from opencode_sessions.server.watchdog import try_lock

__all__ = ["SharedPlace", "SharedServer", "SharedStart"]

_FOLDER = "opencode-sessions"
#: The part of a log that is read for its last lines, in bytes.
_TAIL = 64 * 1024


class SharedServer:
    """A server that this process uses together with others, until it is released, dropped, or the process ends.

    Attributes:
        url: The address.
        username: For HTTP basic.
        password: For HTTP basic.
        directory: The project.
        pid: The server's process.
    """

    def __init__(self, path: Path, lease: int, state: Mapping[str, Any], settings: ServerSettings) -> None:
        self.url: str = state["url"]
        self.username: str = state["username"]
        self.password: str = state["password"]
        self.directory: str = state["directory"]
        self.pid: int = state["pid"]
        self._path = path
        self._secrets = settings.secrets_with(self.password)
        self._exit: ServerExit | None = None
        self._release = weakref.finalize(self, os.close, lease)

    @property
    def alive(self) -> bool:
        """The server runs."""
        if self._exit is None and not _lives(self._path):
            lines = last_lines(_tail(self._path.with_suffix(".log")), self._secrets)
            self._exit = ServerExit(datetime.now(UTC), log_lines=lines, is_shared=True)
        return self._exit is None

    @property
    def exit(self) -> ServerExit | None:
        """The end of the server, as soon as it is noticed; None while it runs."""
        return None if self.alive else self._exit

    @property
    def last_exit(self) -> ServerExit | None:
        """As `exit`: a shared server is not started again."""
        return self.exit

    def start_error(self, what: str) -> ServerStartError:
        """Make the error of a server that cannot be used."""
        return ServerStartError(f"The opencode server for {self.directory} at {self.url} {what}.")

    def release(self) -> None:
        """Use it no more. If nobody else does, it ends."""
        self._release()


class SharedStart:
    """A server that is being started. Until it is published nobody finds it."""

    def __init__(self, settings: ServerSettings, path: Path, lease: int) -> None:
        self._settings = settings
        self._path = path
        self.username = settings.username
        self.password = settings.password
        self._lease = lease
        self._port = settings.free_port()
        removed = [
            item for suffix in (".json", ".alive", ".log") for item in ("--remove", str(path.with_suffix(suffix)))
        ]
        self.run: Run = settings.run(
            self._port,
            log=path.with_suffix(".log"),
            watchdog=[*removed, "--lease", str(path), str(path.with_suffix(".alive"))],
            is_shared=True,
        )

    @property
    def url(self) -> str:
        """The address that it is going to have."""
        return self._settings.url(self._port)

    def start_error(self, what: str) -> ServerStartError:
        """Make the error of a start that failed, with the last lines of the log."""
        return self._settings.start_error(what, self.run, self._port)

    def publish(self) -> SharedServer:
        """Let others find it, which listens by now."""
        state = {
            "url": self.url,
            "username": self._settings.username,
            "password": self._settings.password,
            "directory": str(self._settings.directory),
            "pid": self.run.pid,
        }
        os.write(self._lease, json.dumps(state).encode())
        return SharedServer(self._path, self._lease, state, self._settings)

    def abandon(self) -> None:
        """Let it end."""
        os.close(self._lease)


class SharedPlace:
    """The servers for one directory, one program, and the same settings.

    Raises:
        ServerStartError: The folder cannot be made, or others could read it; or there is no such directory.
    """

    def __init__(
        self,
        program: str | os.PathLike[str],
        *,
        directory: str | os.PathLike[str],
        env: Mapping[str, str] | None = None,
        config: Mapping[str, Any] | None = None,
    ) -> None:
        real = os.path.realpath(directory)
        self._settings = ServerSettings(program, directory=real, env=env, config=config)
        key = json.dumps([real, os.fspath(program), dict(env or {}), dict(config or {})], sort_keys=True)
        self.folder = _private_folder(_base(), hashlib.sha256(key.encode()).hexdigest()[:20])
        self._lock: int | None = None

    def try_begin(self) -> bool:
        """Get the lock that is needed to look for a server and to start one, if that is possible now."""
        descriptor = _opened(self.folder / "lock", os.O_CREAT)
        if not try_lock(descriptor, shared=False):
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    def end(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def servers(self) -> Iterator[SharedServer]:
        """Find servers that live, and remove what dead ones have left. Each is leased to the caller."""
        for path in sorted(self.folder.glob("*.json")):
            # The watchdog may be removing it.
            with suppress(FileNotFoundError, ServerStartError):
                lease = _opened(path)
                server = None
                if try_lock(lease, shared=True):
                    if not _lives(path):
                        _remove(path)
                    else:
                        # A start that was never finished has none, and ends soon.
                        with suppress(ValueError, KeyError, TypeError):
                            server = SharedServer(path, lease, json.loads(os.read(lease, _TAIL)), self._settings)
                if server is None:
                    os.close(lease)
                else:
                    yield server

    def start(self) -> SharedStart:
        """Start a server, without waiting.

        Raises:
            ServerStartError: It cannot be started.
        """
        path = self.folder / f"{secrets.token_hex(8)}.json"
        lease = _opened(path, os.O_CREAT | os.O_EXCL)
        try:
            try_lock(lease, shared=True)
            return SharedStart(self._settings, path, lease)
        except BaseException:
            os.close(lease)
            _remove(path)
            raise


def _base() -> Path:
    """Return the folder for files of running programs of this user."""
    runtime = os.environ.get("XDG_RUNTIME_DIR") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    if runtime and os.path.isabs(runtime) and os.path.isdir(runtime):
        return Path(runtime)
    cache = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(cache):
        return Path(cache)
    home = os.path.expanduser("~")
    return Path(home, ".cache") if os.path.isabs(home) else Path(tempfile.gettempdir())


def _private_folder(base: Path, name: str) -> Path:
    """Make a folder that is for this user only.

    Raises:
        ServerStartError: It cannot be made, or belongs to somebody else, or others can read it.
    """
    folder = base / _FOLDER
    for path in (folder, folder / name):
        try:
            path.mkdir(0o700, parents=True, exist_ok=True)
            found = path.lstat()
        except OSError as error:
            raise ServerStartError(
                f"The folder {path} for shared servers cannot be made ({error.strerror}): set XDG_RUNTIME_DIR to a "
                "private directory."
            ) from error
        is_ours = sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)
        if not stat.S_ISDIR(found.st_mode) or not is_ours:
            raise ServerStartError(
                f"The folder {path} for shared servers is not private to this user: remove it, or set XDG_RUNTIME_DIR "
                "to a private directory."
            )
    return folder / name


def _opened(path: Path, flags: int = 0) -> int:
    """Open a file of the folder to read, write and lock it.

    Raises:
        FileNotFoundError: There is none.
        ServerStartError: It cannot be opened, or is no file.
    """
    try:
        descriptor = os.open(
            path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | flags, 0o600
        )
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ServerStartError(f"The file {path} of shared servers cannot be opened: {error.strerror}.") from error
    return descriptor


def _lives(path: Path) -> bool:
    """Check that the watchdog of a server lives."""
    try:
        descriptor = _opened(path.with_suffix(".alive"))
    except (FileNotFoundError, ServerStartError):
        return False
    try:
        return not try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for suffix in (".json", ".alive", ".log"):
        with suppress(OSError):
            path.with_suffix(suffix).unlink()


def _tail(path: Path) -> list[str]:
    with suppress(OSError), path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - _TAIL))
        return log.read().decode("utf-8", "replace").splitlines()
    return []
