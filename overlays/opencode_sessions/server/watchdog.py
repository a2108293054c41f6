"""Run a server, and end it when the process that wanted it is gone. A script of its own, which nothing imports:

    python -I -S watchdog.py [--remove FILE] PROGRAM [ARGUMENT ...]

Standard input is a pipe whose other end only the parent holds, so its end of file means that the parent closed it or
died, however it died. This process leads a process group, and the server and what it starts belong to it: the whole
group is asked to end, and after five seconds killed. `--remove` names a file (the log) to delete then.

If the server ends by itself, this exits with its code (128 + the signal's number, if a signal ended it).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread

GRACE_SECONDS = 5.0
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
        print(f"{arguments[0]} could not be executed: {error}", file=sys.stderr, flush=True)
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
        ask_to_end()
        code = server.returncode
        return code if code >= 0 else 128 - code
    ask_to_end()
    if sys.platform != "win32":
        ended.wait(GRACE_SECONDS)
    end(server, ended, log)
    return 0


def ask_to_end() -> None:
    """Ask all of the group to end: the server, and what it started. Windows has no such request."""
    if sys.platform != "win32":
        os.killpg(0, signal.SIGTERM)


def end(server: subprocess.Popen[bytes], ended: Event, log: str | None) -> None:
    """End all that is left, this process included, the server first: when we are gone, so is the server."""
    if sys.platform == "win32":
        taskkill = os.path.join(os.environ["SYSTEMROOT"], "System32", "taskkill.exe")
        subprocess.run([taskkill, "/T", "/F", "/PID", str(server.pid)], stdin=subprocess.DEVNULL, check=False)
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
