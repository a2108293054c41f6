"""Identifiers as the server makes them, in the order of time."""

from __future__ import annotations

import secrets
import string
import time
from itertools import count

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_CHARACTERS = 14
_counter = count()


def message_id() -> str:
    """A new identifier of a message: `msg_`, the time with a counter as 12 hexadecimal digits, 14 random characters.

    Of use only where an operation requires one. It has to be in the order of time: with another, servers from 1.0.98
    to 1.17 skip the run, or never end it.
    """
    moment = time.time_ns() // 1_000_000 * 0x1000 + next(_counter) % 0x1000
    random = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    return f"msg_{moment & 0xFFFFFFFFFFFF:012x}{random}"
