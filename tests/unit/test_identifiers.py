"""Identifiers that sort by time."""

from __future__ import annotations

import re
import time

from opencode_sessions import new_message_id


def test_a_message_id() -> None:
    before = time.time_ns() // 1_000_000
    identifiers = [new_message_id() for _ in range(1000)]
    after = time.time_ns() // 1_000_000
    assert all(re.fullmatch(r"msg_[0-9a-f]{12}[0-9A-Za-z]{14}", identifier) for identifier in identifiers)
    assert len(set(identifiers)) == 1000
    moments = [int(identifier[4:16], 16) >> 12 for identifier in identifiers]
    assert moments == sorted(moments)
    # 36 bits of milliseconds remain next to the counter.
    assert before & 0xFFFFFFFFF <= moments[0] <= moments[-1] <= after & 0xFFFFFFFFF
