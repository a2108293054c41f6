"""The retry rule and the backoff. A call is never sent again when the server may have processed it."""

from __future__ import annotations

import random
from collections.abc import Hashable

from opencode_sessions._compat import is_being_written
from opencode_sessions._json import loads
from opencode_sessions.errors import (
    APIConnectionError,
    ConnectionLostError,
    InternalServerError,
    NotSentError,
    OpencodeError,
    RateLimitError,
    UndecodableResponseError,
)

#: Seconds. The longest wait before the first further attempt; it doubles each time, up to a limit.
FIRST_BACKOFF = 0.25
LONGEST_BACKOFF = 4.0

_BAD_REQUEST = 400


def may_retry(method: str, error: OpencodeError) -> bool:
    """Decide if a failed call is safe to send again.

    A call that was not sent is. After that only a GET is: a prompt that is sent twice would be processed, and paid
    for, twice. And nothing reaches a launched server that is dead.
    """
    if isinstance(error, APIConnectionError) and error.is_final:
        return False
    return isinstance(error, NotSentError) or (method == "GET" and isinstance(error, ConnectionLostError))


def is_transient(error: OpencodeError) -> bool:
    """Return whether the same call may well succeed a little later."""
    if isinstance(error, APIConnectionError) and error.is_final:
        return False
    return isinstance(error, APIConnectionError | InternalServerError | RateLimitError | UndecodableResponseError)


def is_gone_soon(method: str, status_code: int, content: bytes) -> bool:
    """Return whether a response is a transient error of a GET, which may be sent again."""
    if method != "GET" or status_code != _BAD_REQUEST:
        return False
    try:
        return is_being_written(loads(content))
    except (ValueError, RecursionError):
        return False


def backoff(attempt: int, limit: float = LONGEST_BACKOFF) -> float:
    """Return the seconds to wait after a failed attempt, the first of which is number 1: exponential, with jitter.

    Half of it is random, so that clients that failed together do not retry together.

    Args:
        attempt: The number of the attempt.
        limit: The longest wait, in seconds.
    """
    longest = min(FIRST_BACKOFF * 2.0 ** min(attempt - 1, 10), limit)
    return random.uniform(longest / 2, longest)


class Retries:
    """When to try again what has failed: several pieces of work, each with a backoff of its own. No I/O here.

    All times are those of one monotonic clock, in seconds.
    """

    def __init__(self) -> None:
        #: For each piece of work: when it failed first, how often it has, and when it may be tried again.
        self._failing: dict[Hashable, tuple[float, int, float]] = {}

    def due(self, work: Hashable) -> float:
        """Return when a piece of work may be tried: zero, which is long ago, if it has not failed."""
        return self._failing[work][2] if work in self._failing else 0.0

    def is_failing(self, work: Hashable) -> bool:
        """Return whether the last attempt at a piece of work failed."""
        return work in self._failing

    def failed(self, work: Hashable, now: float, limit: float = LONGEST_BACKOFF) -> float:
        """Note that an attempt has failed, and return for how many seconds all have."""
        since, attempts, _ = self._failing.get(work, (now, 0, now))
        self._failing[work] = since, attempts + 1, now + backoff(attempts + 1, limit)
        return now - since

    def settle(self, work: Hashable) -> None:
        """Note that a piece of work is done, or is not needed any more."""
        self._failing.pop(work, None)

    def hurry(self) -> None:
        """End all backoffs: the reason for the failures is gone, so that everything may be tried at once."""
        self._failing.clear()
