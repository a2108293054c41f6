"""A prompt that nothing works on is given up; one that something works on never is."""

from __future__ import annotations

import pytest

from opencode_sessions import ConnectionLostError, Reply
from opencode_sessions._prompt_watch import CHECK_AGAIN, FIRST_CHECK, PromptWatch
from tests.support.samples import assistant_message, text_part, user_message

PROMPT = Reply.from_dict(user_message())
FINISHED = Reply.from_dict(assistant_message(text_part("Hello.")))
UNFINISHED = Reply.from_dict(assistant_message(text_part("Hello"), time={"created": 1}))


def given_up_at(is_busy: bool | None, newest: list[Reply], *, until: float = 3000.0) -> float | None:
    """Return when a prompt is given up whose session always looks like this."""
    now, watch = FIRST_CHECK, PromptWatch(FIRST_CHECK)
    while now < until:
        try:
            watch.checked(is_busy, newest, now)
        except ConnectionLostError:
            return now
        now += CHECK_AGAIN
    return None


@pytest.mark.parametrize("newest", [[], [PROMPT], [FINISHED], [UNFINISHED]], ids=["none", "prompt", "finished", "half"])
def test_an_idle_session(newest: list[Reply]) -> None:
    ended = given_up_at(False, newest)
    assert ended is not None
    assert 40 <= ended <= 70


def test_a_busy_session_is_waited_for() -> None:
    assert given_up_at(True, []) is None


def test_a_session_of_a_server_without_status() -> None:
    ended = given_up_at(None, [FINISHED])
    assert ended is not None
    assert ended <= 70
    ended = given_up_at(None, [UNFINISHED])
    assert ended is not None
    assert 300 <= ended <= 360


def test_a_session_that_changes_is_waited_for() -> None:
    watch = PromptWatch(0.0)
    for number in range(100):
        newest = Reply.from_dict(assistant_message(text_part("x" * number)))
        watch.checked(number % 3 == 0, [newest], number * CHECK_AGAIN)
