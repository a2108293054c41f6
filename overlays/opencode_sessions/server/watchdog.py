"""Run a server, and end it when the process that wanted it is gone. A script of its own, which nothing imports:

    python -I -S watchdog.py [--remove FILE] PROGRAM [ARGUMENT ...]

Standard input is a pipe whose other end only the parent holds, so its end of file means that the parent closed it or
died, however it died. This process leads a process group, and the server and what it starts belong to it: the whole
group is asked to end, and after five seconds killed. So are the commands that the server is running, which it puts
into groups of their own and leaves behind when it ends. `--remove` names a file (the log) to delete then.

If the server ends by itself, this exits with its code (128 + the signal's number, if a signal ended it).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep

GRACE_SECONDS = 5.0
POLL_SECONDS = 0.02
CANNOT_START = 127


def main(arguments: list[str]) -> int:
    """Run the server until it ends or is to end; returns the exit code of a server that ended by itself."""
    log = None
    if arguments[0] == "--remove":
        log, arguments = arguments[1], arguments[2:]
    news: SimpleQueue[None] = SimpleQueue()

    def on_term(*_: object) -> None:
        news.put(None)

    # A handler rather than "ignore", which the server would inherit. It also hears the TERM sent to our own group.
    signal.signal(signal.SIGTERM, on_term)
    try:
        # The pipe is not for the server, which might read from it, or hand it on.
        server = subprocess.Popen(arguments, stdin=subprocess.DEVNULL)
    except OSError as error:
        print(f"{arguments[0]} cannot be executed: {error.strerror}", file=sys.stderr, flush=True)
        return CANNOT_START
    ended = Event()

    def await_server() -> None:
        server.wait()
        ended.set()
        news.put(None)

    def await_parent() -> None:
        while os.read(0, 4096):
            pass
        news.put(None)

    for wait in (await_server, await_parent):
        Thread(target=wait, daemon=True).start()
    news.get()
    if ended.is_set():
        if sys.platform != "win32":
            os.killpg(0, signal.SIGTERM)
        code = server.returncode
        return code if code >= 0 else 128 - code
    end(server, ended, log)
    return 0


def end(server: subprocess.Popen[bytes], ended: Event, log: str | None) -> None:
    """End the server and all below it, and this process last: when we are gone, so is the server."""
    if sys.platform == "win32":
        # There is no request to end that every program understands.
        taskkill = os.path.join(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")
        subprocess.run([taskkill, "/T", "/F", "/PID", str(server.pid)], stdin=subprocess.DEVNULL, check=False)
    else:
        groups = {os.getpgrp(), *groups_below(server.pid)}
        signal_groups(groups, signal.SIGTERM)
        deadline = monotonic() + GRACE_SECONDS
        while monotonic() < deadline and not (ended.is_set() and not any_alive(groups)):
            sleep(POLL_SECONDS)
        signal_groups(groups - {os.getpgrp()}, signal.SIGKILL)
    server.kill()
    ended.wait()
    if log is not None:
        # Windows deletes no open file, and the log is our output.
        os.close(1)
        os.close(2)
        with suppress(OSError):
            os.unlink(log)
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)


if sys.platform != "win32":

    def signal_groups(groups: set[int], number: signal.Signals) -> None:
        """Send a signal to process groups, of which some may be gone."""
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)

    def groups_below(ancestor: int) -> set[int]:
        """The process groups of all descendants of a process."""
        parents: dict[int, int] = {}
        groups: dict[int, int] = {}
        for process, _, parent, group in processes():
            parents[process], groups[process] = parent, group
        below = {ancestor}
        while found := {process for process, parent in parents.items() if parent in below} - below:
            below |= found
        return {groups[process] for process in below if process in groups}

    def any_alive(groups: set[int]) -> bool:
        """Whether one of the groups has a living member other than this process."""
        return any(
            group in groups and not state.startswith("Z") and process != os.getpid()
            for process, state, _, group in processes()
        )

    def processes() -> Iterator[tuple[int, str, int, int]]:
        """Every process: its identifier, its state ("Z": dead, and not yet waited for), its parent, its group."""
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
