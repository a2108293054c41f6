"""Find the threads and sockets that outlive a case: by the case that started them, and by their peer."""

from __future__ import annotations

import os
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

__all__ = ["case_of", "enter_case", "settled", "sockets", "threads_of", "threads_of_none", "watching_threads"]

Left = TypeVar("Left", bound=Sized)

_CASE = "_case_of_campaign"
#: A thread of all cases, which ends a second after the last call that waits for a model.
_SHARED = "opencode-sessions clock"
_OF_SDK = "opencode-sessions"


def enter_case(index: int) -> None:
    """This thread, and those that it starts, belong to a case."""
    setattr(threading.current_thread(), _CASE, index)


def case_of(thread: threading.Thread) -> int | None:
    """The case that a thread belongs to."""
    return getattr(thread, _CASE, None)


@contextmanager
def watching_threads() -> Iterator[None]:
    """While this lasts, threads belong to the case of the thread that starts them."""
    start = threading.Thread.start

    def start_in_case(self: threading.Thread, *args: Any, **kwargs: Any) -> None:
        index = case_of(threading.current_thread())
        # One that is shared, and what that starts, belongs to none.
        if index is not None and self.name != _SHARED:
            setattr(self, _CASE, index)
        start(self, *args, **kwargs)

    threading.Thread.start = start_in_case  # type: ignore[method-assign]
    try:
        yield
    finally:
        threading.Thread.start = start  # type: ignore[method-assign]


def threads_of(index: int) -> list[threading.Thread]:
    """The threads of a case that run, without the caller's."""
    own = threading.current_thread()
    return [thread for thread in threading.enumerate() if case_of(thread) == index and thread is not own]


def threads_of_none() -> list[threading.Thread]:
    """The threads of the SDK that run and belong to no case; the clock ends a second after its last watch."""
    return [
        thread
        for thread in threading.enumerate()
        if thread.name.startswith(_OF_SDK) and thread.name != _SHARED and case_of(thread) is None
    ]


def sockets() -> list[int | None]:
    """Return the ports of the peers of this process's TCP sockets; None for those that no longer have a peer.

    Empty where there is no list of open files.
    """
    found: list[int | None] = []
    for folder in ("/proc/self/fd", "/dev/fd"):
        with suppress(OSError):
            for name in os.listdir(folder):
                with suppress(OSError, ValueError):
                    if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                        found += _peers(int(name))
            break
    return found


def _peers(descriptor: int) -> Iterator[int | None]:
    with socket.socket(fileno=os.dup(descriptor)) as one:
        if one.family != socket.AF_INET or one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return
        try:
            yield one.getpeername()[1]
        except OSError:
            yield None


def settled(look: Callable[[], Left], grace: float) -> Left:
    """Look until nothing is left, or so many seconds have passed."""
    end = time.monotonic() + grace
    while len(left := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return left
