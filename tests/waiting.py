"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

Answer = TypeVar("Answer")


def wait_until(condition: Callable[[], object], seconds: float = 20) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


async def eventually(ask: Callable[[], Awaitable[Answer]], wanted: Callable[[Answer], object] = bool) -> Answer:
    """What a call gives once it is what is wanted."""
    deadline = time.monotonic() + 30
    while not wanted(answer := await ask()):
        assert time.monotonic() < deadline, f"after 30 seconds it is still {answer!r}"
        await anyio.sleep(0.05)
    return answer
