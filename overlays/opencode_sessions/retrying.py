"""When a call may be sent again: never when the server may already have acted on it."""

from __future__ import annotations

import httpx

#: Seconds; the pause before an attempt is random, and at most doubles each time.
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0

_NEVER_OPENED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_BROKEN = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)


def may_retry(method: str, error: BaseException) -> bool:
    """Whether a failed call is safe to send again.

    Any call whose connection was never opened is. After that only a GET is: a prompt that was sent twice would be
    answered, and paid for, twice.
    """
    return isinstance(error, _NEVER_OPENED) or (method == "GET" and isinstance(error, _BROKEN))
