"""When a prompt may be sent, and where."""

from __future__ import annotations

import math
from typing import Any

import pytest

from opencode_sessions.batch.limits import Go, Limits, Stop, Wait


def limits(*names: str, concurrency: int = 2, **options: Any) -> Limits:
    return Limits(names or ("one",), concurrency, **options)


def test_so_many_jobs_at_a_time() -> None:
    now = limits(concurrency=2)
    for _ in range(2):
        assert now.place(0.0) == Go("one")
        now.begin("one")
    assert now.place(0.0) == Wait(math.inf)
    now.end("one")
    assert now.place(0.0) == Go("one")


def test_the_server_with_the_fewest_jobs() -> None:
    now = limits("one", "two", concurrency=4, per_server=2)
    places = []
    while isinstance(place := now.place(0.0), Go):
        now.begin(place.server)
        places.append(place.server)
    assert places == ["one", "two", "one", "two"]
    now.end("two")
    assert now.place(0.0) == Go("two")
    # A job that has its session at a server waits for that one.
    assert now.place(0.0, "one") == Wait(math.inf)


def test_prompts_are_spread_over_the_minute() -> None:
    now = limits(per_minute=6)
    assert now.prompt(100.0, "one") == Go("one")
    assert now.prompt(101.0, "one") == Wait(110.0)
    assert now.prompt(110.0, "one") == Go("one")


def test_a_budget() -> None:
    now = limits(concurrency=9, budget=10.0)
    # What a job costs is not known before the first one is over.
    assert [now.prompt(0.0, "one") for _ in range(3)] == [Go("one"), Wait(math.inf), Wait(math.inf)]
    now.rest()
    now.add_cost(3.0)
    # They cost 3 dollars each on average: four would exceed it.
    assert [now.prompt(0.0, "one") for _ in range(3)] == [Go("one"), Go("one"), Wait(math.inf)]
    for _ in range(2):
        now.rest()
        now.add_cost(3.0)
    assert now.cost < now.budget
    assert now.prompt(0.0, "one") == Stop("budget")
    assert now.place(0.0) == Stop("budget")
    assert now.stopped == "budget"


def test_without_a_budget_nothing_waits_for_the_first_cost() -> None:
    now = limits(concurrency=9)
    assert [now.prompt(0.0, "one") for _ in range(3)] == [Go("one")] * 3


def test_what_was_sent_before_is_followed_also_when_no_more_is_sent() -> None:
    now = limits()
    now.stop("interrupted")
    now.stop("budget")
    assert now.place(0.0) == now.prompt(0.0, "one") == Stop("interrupted")
    assert now.place(0.0, "one") == Go("one")


def test_a_server_out_of_reach() -> None:
    now = limits("one", "two", reconnect=60.0)
    now.unreachable("one", 0.0)
    # Others notice it at the same time.
    now.unreachable("one", 0.1)
    assert now.place(0.2) == Go("two")
    assert now.place(0.2, "one") == now.ready(0.2, "one") == Wait(0.5)
    assert now.prompt(0.2, "one") == Wait(0.5)
    assert now.ready(0.5, "one") == Go("one")
    now.unreachable("one", 0.5)
    assert now.ready(0.5, "one") == Wait(1.5)
    now.reached("one")
    assert now.ready(0.5, "one") == Go("one")


def test_a_server_that_is_given_up() -> None:
    now = limits("one", "two", reconnect=60.0)
    for moment in (0.0, 60.0):
        now.unreachable("one", moment)
    assert now.place(60.0) == Go("two")
    assert now.ready(99.0, "one") == now.prompt(99.0, "one") == now.place(99.0, "one") == Stop("unreachable")
    assert now.stopped is None
    for moment in (60.0, 120.0):
        now.unreachable("two", moment)
    assert now.place(120.0) == Stop("unreachable")
    assert now.stopped == "unreachable"


@pytest.mark.parametrize("failures", [1, 30])
def test_the_wait_grows_up_to_a_limit(failures: int) -> None:
    now = limits(reconnect=math.inf)
    moment = wait = 0.0
    for _ in range(failures):
        now.unreachable("one", moment)
        answer = now.ready(moment, "one")
        assert isinstance(answer, Wait)
        wait, moment = answer.until - moment, answer.until
    assert wait == (0.5 if failures == 1 else 10.0)
