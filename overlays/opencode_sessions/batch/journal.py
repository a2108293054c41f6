"""The journal: a file with a JSON object on each line, which one process at a time writes.

A line is written in one piece. A process that is killed leaves at most the beginning of a line at the end, which is
removed when the journal is opened again. A machine that loses its power loses no line that was synchronized.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opencode_sessions._version import __version__
from opencode_sessions.batch.errors import JournalError, JournalLockedError
from opencode_sessions.batch.plan import Record
from opencode_sessions.server.watchdog import try_lock

__all__ = ["Journal", "read_records"]

_FORMAT = 1
#: How each journal begins.
_BEGINNING = b'{"type": "journal"'

_NOT_ALLOWED = "let this user read and write it and its folder, or name another file"
_FULL = "make room on its disk, and start the batch again, which goes on where it was"
#: What to do about an error of the file system, by its number.
_ADVICE = {
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENOENT: "create the folder that it is to be in",
    errno.ENOTDIR: "its path leads through a file",
    errno.EEXIST: "its path leads through a file",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


def read_records(path: str | os.PathLike[str]) -> Iterator[tuple[int, Record]]:
    """Read the records of a journal, each with its position in bytes. What is behind the last line break is left out.

    Raises:
        FileNotFoundError: There is no such file.
        JournalError: It cannot be read, is no journal, or a line of it is damaged.
    """
    with _errors_of(path, "read"), open(path, "rb") as file:
        position = 0
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            yield position, _decoded(line, path, number)
            position += len(line)


def _decoded(line: bytes, path: str | os.PathLike[str], number: int) -> Record:
    try:
        record = json.loads(line)
        kind = record["type"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise JournalError(f"Line {number} of {os.fspath(path)} is no record of a journal: {error!r}") from error
    if number == 1 and (kind != "journal" or record.get("format") != _FORMAT):
        raise JournalError(f"{os.fspath(path)} is no journal that this version can read: it begins with {kind!r}.")
    return dict(record)


class Journal:
    """A journal that this process writes, until it is closed. A context manager.

    Args:
        path: The file, which is created if there is none, and so is its folder, but not one above.

    Raises:
        JournalLockedError: Another run uses it.
        JournalError: It cannot be opened, or written; or it is another file, which is left as it is.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        with _errors_of(self.path, "opened"):
            self.path.parent.mkdir(exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        if not try_lock(self._file, shared=False):
            os.close(self._file)
            raise JournalLockedError(f"Another run uses the journal {self.path}: wait for its end, or stop it.")
        _opened.add(self)
        try:
            self._check_beginning()
            self._cut_torn_line()
            if not os.fstat(self._file).st_size:
                self.append({"type": "journal", "format": _FORMAT, "version": __version__})
                self.sync()
                _sync_directory(self.path.absolute().parent)
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        return read_records(self.path)

    def append(self, record: Record) -> int:
        """Add a record, and return its position.

        Args:
            record: The record, to which the time is added.

        Raises:
            JournalError: It cannot be written, e.g. because the disk is full. It has no part of the record.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        given = {name: value for name, value in record.items() if value is not None}
        line = json.dumps({"type": given.pop("type"), "at": now, **given}, ensure_ascii=False) + "\n"
        content = line.encode("utf-8", "backslashreplace")
        with _errors_of(self.path, "written"):
            position = os.lseek(self._file, 0, os.SEEK_END)
            if (written := os.write(self._file, content)) != len(content):
                os.ftruncate(self._file, position)
                raise OSError(errno.ENOSPC, f"only {written} of {len(content)} bytes were taken")
        return position

    def sync(self) -> None:
        """Wait until all records are on the disk, and not only in the memory of the machine.

        Raises:
            JournalError: That failed, or the file was removed or replaced meanwhile.
        """
        with _errors_of(self.path, "written"):
            if not os.path.samestat(os.stat(self.path), os.fstat(self._file)):
                raise JournalError(f"The journal {self.path} was replaced while it was written.")
            os.fsync(self._file)

    def read(self, position: int) -> dict[str, Any]:
        """Read the record at a position.

        Raises:
            JournalError: That failed.
        """
        with _errors_of(self.path, "read"), self.path.open("rb") as file:
            file.seek(position)
            record: dict[str, Any] = json.loads(file.readline())
        return record

    def close(self) -> None:
        """Close the file, and let others use it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        _opened.discard(self)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_beginning(self) -> None:
        """Refuse a file that is no journal, before anything is removed from it or added to it."""
        with _errors_of(self.path, "opened"), self.path.open("rb") as file:
            line = file.readline(4096)
        if line.endswith(b"\n"):
            _decoded(line, self.path, 1)
        elif not (line.startswith(_BEGINNING) or _BEGINNING.startswith(line)):
            raise JournalError(f"{self.path} is no journal, and is left as it is: name another file.")

    def _cut_torn_line(self) -> None:
        size = end = os.fstat(self._file).st_size
        with _errors_of(self.path, "opened"), self.path.open("rb") as file:
            while end:
                start = max(0, end - 65536)
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    end = start + found + 1
                    break
                end = start
        if end != size:
            with _errors_of(self.path, "written"):
                os.ftruncate(self._file, end)
            self.sync()


#: The journals of this process. A forked child must not keep their locks.
_opened: weakref.WeakSet[Journal] = weakref.WeakSet()


def _forget() -> None:
    for journal in list(_opened):
        journal.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


@contextlib.contextmanager
def _errors_of(path: str | os.PathLike[str], done: str) -> Iterator[None]:
    """Turn errors of the file system into a `JournalError` that says what to do; only to read leaves a missing file.

    Raises:
        FileNotFoundError: There is no file to read.
        JournalError: Any other error.
    """
    try:
        yield
    except OSError as error:
        if done == "read" and isinstance(error, FileNotFoundError):
            raise
        advice = _ADVICE.get(error.errno or 0, "see if its disk can be written, and start the batch again")
        reason = error.strerror or str(error)
        raise JournalError(f"The journal {os.fspath(path)} cannot be {done} ({reason}): {advice}.") from error


def _sync_directory(directory: Path) -> None:
    # Windows opens no directories, and keeps the names of files by itself.
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
