"""Wait for another process."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import anyio

Answer = TypeVar("Answer")


def wait_until(condition: Callable[[], object], seconds: float = 90) -> bool:
    """Wait for a condition; return if it was met in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


async def eventually(ask: Callable[[], Awaitable[Answer]], wanted: Callable[[Answer], object] = bool) -> Answer:
    """Repeat a call until its result is as wanted, and return that."""
    deadline = time.monotonic() + 90
    while not wanted(answer := await ask()):
        assert time.monotonic() < deadline, f"after 90 seconds it is still {answer!r}"
        await anyio.sleep(0.05)
    return answer


@contextmanager
def act_once(condition: Callable[[], object], action: Callable[[], object], seconds: float = 90) -> Iterator[None]:
    """Act in a thread as soon as a condition is met, while the block runs."""

    def act() -> None:
        if wait_until(condition, seconds):
            action()

    thread = threading.Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join()
