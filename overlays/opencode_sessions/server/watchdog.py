"""Run a server, report on it, and stop it when nobody needs it any more. A script, which needs nothing but Python:

    python -I -S watchdog.py [--remove FILE]... [--lease FILE ALIVE] PROGRAM [ARGUMENT ...]

Standard input is a pipe whose other end only the parent holds, so its end of file means that the parent closed it or
died, however it died. With `--lease` many processes share the server instead: each holds a shared lock on FILE, and
when none does any more, the server is stopped. ALIVE is locked for as long as this process lives.

Standard output has one JSON array a line, of a kind and a value: `pid` of the server; `line`, a whole line of its
output; `cut`, a part of a line that is too long or has no end; `exit`, its return code (negative: the signal that
ended it). Standard error is the log, to which the server's output is copied.

This process leads a process group, and the server and what it starts belong to it: the whole group is asked to end, and
after five seconds killed. So are the commands that the server is running, which it puts into groups of their own and
leaves behind when it ends. `--remove` names a file (such as the log) to delete then. On Linux the server is killed when
this process is.

If the server ends by itself, this exits with its code (128 + the signal's number, if a signal ended it).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue, SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep

GRACE_SECONDS = 5.0
POLL_SECONDS = 0.02
LEASE_SECONDS = 0.2
#: Seconds to wait for the last of the output: a process that the server started may hold its end of the pipe.
LAST_OUTPUT_SECONDS = 1.0
CANNOT_START = 127
#: Bytes. Nobody waits for the end of a longer line.
LONGEST_LINE = 64 * 1024
#: Reports that wait for a parent that does not read. More are dropped: the server must not wait for it, too.
MAX_REPORTS = 1000


def main(arguments: list[str]) -> int:
    """Run the server until it ends or has to end; return the exit code of a server that ended by itself."""
    removed, lease, alive = [], "", ""
    while arguments[0].startswith("--"):
        if arguments[0] == "--remove":
            removed.append(arguments[1])
            arguments = arguments[2:]
        else:
            lease, alive = arguments[1:3]
            arguments = arguments[3:]
    leases = -1
    if lease:
        # Before the server is started: if it is not there any more, neither is who wanted the server.
        leases = os.open(lease, os.O_RDWR)
        # Kept open, and so locked, until the process ends.
        try_lock(os.open(alive, os.O_RDWR | os.O_CREAT, 0o600), shared=False)
    wake: SimpleQueue[None] = SimpleQueue()

    def on_term(*_: object) -> None:
        wake.put(None)

    # A handler rather than "ignore", which the server would inherit. It also hears the TERM sent to our own group.
    signal.signal(signal.SIGTERM, on_term)
    try:
        # Before there are threads, which a fork in the middle of one does not go well with.
        server = subprocess.Popen(
            arguments,
            # The parent's pipe is not for the server, which might read from it, or hand it on.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            # One pipe for both keeps the order of the lines.
            stderr=subprocess.STDOUT,
            bufsize=0,
            preexec_fn=die_with_parent(),
        )
    except OSError as error:
        message = f"{arguments[0]} cannot be executed: {error.strerror}"
        copy(message.encode(errors="replace") + b"\n")
        reports = Reports()
        reports.put("line", message)
        reports.put_last("exit", CANNOT_START)
        return CANNOT_START
    reports = Reports()
    reports.put("pid", server.pid)
    assert server.stdout is not None
    reader = Thread(target=follow, args=(server.stdout.fileno(), reports), daemon=True)
    ended = Event()

    def await_server() -> None:
        server.wait()
        ended.set()
        wake.put(None)

    def await_parent() -> None:
        while os.read(0, 4096):
            pass
        wake.put(None)

    def await_end_of_leases() -> None:
        while not try_lock(leases, shared=False):
            sleep(LEASE_SECONDS)
        wake.put(None)

    for wait in (await_server, await_end_of_leases if lease else await_parent):
        Thread(target=wait, daemon=True).start()
    reader.start()
    wake.get()
    if ended.is_set():
        reader.join(LAST_OUTPUT_SECONDS)
        reports.put_last("exit", server.returncode)
        if sys.platform != "win32":
            os.killpg(0, signal.SIGTERM)
        code = server.returncode
        return code if code >= 0 else 128 - code
    end(server, ended, removed)
    return 0


class Reports:
    """What the parent is told, without waiting for it."""

    def __init__(self) -> None:
        self._queue: Queue[bytes] = Queue(MAX_REPORTS)
        self._sender = Thread(target=self._send, daemon=True)
        self._sender.start()

    def put(self, kind: str, value: object) -> None:
        """Report a value."""
        with suppress(Full):
            self._queue.put_nowait(json.dumps([kind, value]).encode() + b"\n")

    def put_last(self, kind: str, value: object) -> None:
        """Report a value, and give the parent a moment to read it."""
        with suppress(Full):
            self._queue.put(json.dumps([kind, value]).encode() + b"\n", timeout=LAST_OUTPUT_SECONDS)
            self._queue.put(b"", timeout=LAST_OUTPUT_SECONDS)
        self._sender.join(LAST_OUTPUT_SECONDS)

    def _send(self) -> None:
        # The parent may be gone.
        with suppress(OSError):
            while report := self._queue.get():
                while report:
                    report = report[os.write(1, report) :]


def copy(output: bytes) -> None:
    """Append to the log. Whatever is wrong with it, such as a full disk, does not stop the server."""
    with suppress(OSError):
        while output:
            output = output[os.write(2, output) :]


def follow(descriptor: int, reports: Reports) -> None:
    """Copy the server's output to the log, whole lines at a time, and report its lines."""
    kept = b""
    is_cut = False
    while True:
        chunk = os.read(descriptor, LONGEST_LINE)
        *lines, kept = (kept + chunk).split(b"\n")
        if lines:
            copy(b"\n".join(lines) + b"\n")
        for line in lines:
            reports.put("cut" if is_cut else "line", line.decode("utf-8", "replace").rstrip("\r"))
            is_cut = False
        if kept and (not chunk or len(kept) >= LONGEST_LINE):
            copy(kept)
            reports.put("cut", kept.decode("utf-8", "replace"))
            kept, is_cut = b"", True
        if not chunk:
            return


def end(server: subprocess.Popen[bytes], ended: Event, removed: list[str]) -> None:
    """Stop the server and all its descendants, and this process last: when we are gone, so is the server."""
    if sys.platform == "win32":
        # There is no request to end that every program understands.
        taskkill = os.path.join(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")
        subprocess.run(
            [taskkill, "/T", "/F", "/PID", str(server.pid)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    else:
        groups = {os.getpgrp(), *groups_below(server.pid)}
        signal_groups(groups, signal.SIGTERM)
        deadline = monotonic() + GRACE_SECONDS
        while monotonic() < deadline and not (ended.is_set() and not any_alive(groups)):
            sleep(POLL_SECONDS)
        signal_groups(groups - {os.getpgrp()}, signal.SIGKILL)
    server.kill()
    ended.wait()
    if removed:
        # Windows deletes no open file, and the log is our output.
        os.close(2)
        for name in removed:
            with suppress(OSError):
                os.unlink(name)
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)


def die_with_parent() -> Callable[[], None] | None:
    """Return what a child calls before it becomes the server, so that it is killed when this process is; or None."""
    if sys.platform != "linux":
        return None
    try:
        import ctypes

        prctl = ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return None
    parent = os.getpid()

    def prepare() -> None:
        # PR_SET_PDEATHSIG
        prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


if sys.platform == "win32":
    import msvcrt

    #: Far behind the end of every file, where locked bytes do not keep others from reading it.
    _FIRST, _COUNT = 1 << 30, 1 << 20

    def try_lock(descriptor: int, *, shared: bool) -> bool:
        """Lock a file until it is closed, if that is possible now. A shared lock is one of many bytes."""
        offset = int.from_bytes(os.urandom(4), "big") % _COUNT if shared else 0
        os.lseek(descriptor, _FIRST + offset, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else _COUNT)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int, *, shared: bool) -> bool:
        """Lock a file until it is closed, if that is possible now."""
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def signal_groups(groups: set[int], number: signal.Signals) -> None:
        """Send a signal to process groups, some of which may be gone."""
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)

    def groups_below(ancestor: int) -> set[int]:
        """Return the process groups of all descendants of a process."""
        parents: dict[int, int] = {}
        groups: dict[int, int] = {}
        for process, _, parent, group in processes():
            parents[process], groups[process] = parent, group
        below = {ancestor}
        while found := {process for process, parent in parents.items() if parent in below} - below:
            below |= found
        return {groups[process] for process in below if process in groups}

    def any_alive(groups: set[int]) -> bool:
        """Look for a living process of the groups other than this one."""
        return any(
            group in groups and not state.startswith("Z") and process != os.getpid()
            for process, state, _, group in processes()
        )

    def processes() -> Iterator[tuple[int, str, int, int]]:
        """List every process: its identifier, its state ("Z": dead, and not yet waited for), its parent, its group."""
        if not os.path.exists("/proc/self/stat"):
            table = subprocess.run(
                ["/bin/ps", "-A", "-o", "pid=,stat=,ppid=,pgid="], stdout=subprocess.PIPE, text=True, check=False
            )
            for row in table.stdout.splitlines():
                process, state, parent, group = row.split()
                yield int(process), state, int(parent), int(group)
            return
        # Small containers have no ps.
        for name in os.listdir("/proc"):
            if name.isdigit():
                # It may have ended since.
                with suppress(OSError), open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    # The program's name comes first, in parentheses, and may hold anything.
                    state, parent, group = file.read().rpartition(")")[2].split()[:3]
                    yield int(name), state, int(parent), int(group)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
