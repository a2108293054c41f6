"""Checks of time limits that are given in seconds."""

from __future__ import annotations

import math


def check_seconds(name: str, seconds: object, *, may_be_none: bool = True) -> None:
    """Check a time limit.

    Raises:
        TypeError: It is no number of seconds.
        ValueError: It is not more than 0, or not finite.
    """
    if seconds is None and may_be_none:
        return
    unlimited = ", or None for no limit" if may_be_none else ""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"{name} must be a number of seconds{unlimited}, not {seconds!r}")
    if not math.isfinite(seconds) or seconds <= 0:
        raise ValueError(f"{name} must be more than 0 seconds{unlimited}, not {seconds!r}")
