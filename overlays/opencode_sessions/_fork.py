"""A fork waits for imports that another thread makes for us.

Much is imported at the first call. Whatever another thread is importing when a process forks can never be imported in
the child: the lock of that module stays locked there.
"""

from __future__ import annotations

import _imp
import os
import sys
import threading
from contextlib import suppress
from time import monotonic, sleep
from types import FrameType

#: The longest time that a fork waits, in case that the import waits for the thread that forks.
_SECONDS = 5.0


def _imports_for_us(frame: FrameType | None) -> bool:
    """Return whether a thread imports something that one of our functions asked for."""
    is_import = False
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        is_import = is_import or name in ("importlib._bootstrap", "_frozen_importlib")
        if is_import and name.partition(".")[0] in ("opencode_sessions", "opencode_sessions_api"):
            return True
        frame = frame.f_back
    return False


def _begin() -> None:
    """Wait for imports, and let none begin: no thread gets to the lock of a module without the lock of all imports."""
    end = monotonic() + _SECONDS
    while True:
        _imp.acquire_lock()
        frames = sys._current_frames()
        frames.pop(threading.get_ident(), None)
        if monotonic() >= end or not any(map(_imports_for_us, frames.values())):
            return
        _imp.release_lock()
        sleep(0.001)


def _end() -> None:
    # A child may have been given a new one.
    with suppress(RuntimeError):
        _imp.release_lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_begin, after_in_parent=_end, after_in_child=_end)
